/**
 * What the person responsible for personal data does at the desk: checks, suspends, resumes.
 *
 * Checking the ledger is open to all staff; the audit of every row and the suspension of a recipient
 * are for a role that the policy lets block data.
 *
 * Law: 94-V art. 10(1), 21, 22(1), 25(2)(1-1). Requirements. Invariants I3, I7.
 */
import {
  DatabaseAudited,
  IdempotencyHeaders,
  LedgerVerified,
  PolicyName,
  RecipientState,
  SuspensionWanted,
} from '@kelisim/api'
import type { House } from '@kelisim/house'
import { checkDatabase, checkLedger, superviseRecipient, unlessSupervisor } from '@kelisim/work'
import { z } from 'zod'
import { type Api, AS_STAFF, PROBLEMS, TAG } from './api-route.ts'
import { asStaff, memberOf } from './bearer.ts'
import { once } from './once.ts'
import { refuse, tell } from './problem.ts'

const FINDINGS_MAX = 1_000
const OneOf = z.object({ id: PolicyName })

export function supervisionApi(api: Api, house: House): void {
  ledgerCheck(api, house)
  databaseAudit(api, house)
  suspension(api, house)
  resumption(api, house)
}

function ledgerCheck(api: Api, house: House): void {
  const schema = {
    operationId: 'verifyLedger',
    tags: [TAG.desk],
    summary: 'Recomputes the whole ledger and compares it with the checkpoint kept elsewhere',
    security: AS_STAFF,
    response: { 200: LedgerVerified, ...PROBLEMS },
  }
  const onRequest = asStaff(house)
  api.post('/v1/desk/ledger/verify', { schema, onRequest }, async (request) => {
    const remembered = await house.recallCheckpoint()
    const checked = await checkLedger(house.means, remembered, memberOf(request))
    const { verification, rolledBack, recorded } = checked
    const { root } = verification
    const bad = verification.ok ? undefined : verification.firstBad
    return {
      ok: verification.ok && !rolledBack && recorded,
      size: verification.size,
      root: root && Buffer.from(root).toString('base64'),
      first_bad: bad && { what: bad.what, path: bad.path },
      rolled_back: rolledBack,
      recorded,
    }
  })
}

function databaseAudit(api: Api, house: House): void {
  const schema = {
    operationId: 'auditDatabase',
    tags: [TAG.desk],
    summary: 'Compares every row with what the ledger vouches for',
    security: AS_STAFF,
    response: { 200: DatabaseAudited, ...PROBLEMS },
  }
  const onRequest = asStaff(house)
  api.post('/v1/desk/audit', { schema, onRequest }, async (request, reply) => {
    const staff = memberOf(request)
    const refused = await unlessSupervisor(house.means, staff, 'ledger_checked')
    if (refused !== undefined) return refuse({ house, request, reply }, refused)
    const checked = await checkDatabase(house.means, undefined, staff)
    const { ok, entries, rows, indexes, findings, recorded } = checked
    return {
      ok,
      entries,
      rows,
      ...(indexes === undefined ? {} : { indexes }),
      findings: findings.slice(0, FINDINGS_MAX).map((found) => ({ ...found })),
      findings_count: findings.length,
      recorded,
    }
  })
}

function suspension(api: Api, house: House): void {
  const schema = {
    operationId: 'suspendRecipient',
    tags: [TAG.desk],
    summary: 'Nothing more goes to this recipient, from the next decision on',
    security: AS_STAFF,
    headers: IdempotencyHeaders,
    params: OneOf,
    body: SuspensionWanted,
    response: { 200: RecipientState, ...PROBLEMS },
  }
  const path = '/v1/desk/recipients/:id/suspend'
  api.post(path, { schema, onRequest: asStaff(house) }, async (request, reply) => {
    const { id } = request.params
    const staff = memberOf(request)
    const change = async () => await superviseRecipient(house.means, staff, id, request.body.reason)
    const answer = await once(house, request, `suspend ${id} ${staff.id}`, change)
    return tell({ house, request, reply }, answer, () => ({ recipient: id, suspended: true }))
  })
}

function resumption(api: Api, house: House): void {
  const schema = {
    operationId: 'resumeRecipient',
    tags: [TAG.desk],
    summary: 'Ends a suspension',
    security: AS_STAFF,
    headers: IdempotencyHeaders,
    params: OneOf,
    response: { 200: RecipientState, ...PROBLEMS },
  }
  const path = '/v1/desk/recipients/:id/resume'
  api.post(path, { schema, onRequest: asStaff(house) }, async (request, reply) => {
    const { id } = request.params
    const staff = memberOf(request)
    const change = async () => await superviseRecipient(house.means, staff, id, undefined)
    const answer = await once(house, request, `resume ${id} ${staff.id}`, change)
    return tell({ house, request, reply }, answer, () => ({ recipient: id, suspended: false }))
  })
}
