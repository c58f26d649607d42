/**
 * The officer's page of the ledger: its state, and two checks that run on request.
 *
 * Open to the person responsible for personal data alone; each check is recorded with its result, and so is
 * each refusal.
 *
 * Law: 94-V art. 21, 22(1), 25(2)(6). Requirements. Invariants I3, I7.
 */
import type { House } from '@kelisim/house'
import {
  type AuditView,
  DESK,
  type KeysView,
  type LedgerView,
  ledgerScreen,
  type VerificationView,
  type WitnessesView,
  witnessPath,
} from '@kelisim/screens'
import {
  latestCheckpoint,
  unwitnessedSince,
  waitingActions,
  witnessedCheckpoint,
  witnessStates,
} from '@kelisim/store'
import { DAY, type Moment, moment } from '@kelisim/terms'
import {
  checkDatabase,
  checkLedger,
  clearWitnessAlarm,
  type DatabaseCheck,
  type LedgerCheck,
  unlessSupervisor,
} from '@kelisim/work'
import type { FastifyReply } from 'fastify'
import { type DeskRoutes, type DeskVisit, refusedPage, type ShowDesk } from './desk-visit.ts'
import { seeOther, sendPage, textOf } from './page.ts'
import type { Trust } from './trust.ts'

/** A table longer than this is read from the command line: `kelisim audit --json`. */
const FINDINGS_MAX = 100
/** A wrapping key changes daily; one missed day is forgiven. */
const EPOCH_DAYS_MAX = 2

export function ledgerPages(house: House, { page, act }: DeskRoutes, trust: Trust): void {
  const home = () => DESK.ledger
  page(
    DESK.ledger,
    officerOnly(house, async (seen, _request, reply) => {
      return await show(house, trust, seen, reply)
    }),
  )
  act(
    DESK.verify,
    home,
    officerOnly(house, async (seen, _request, reply) => {
      const remembered = await house.recallCheckpoint()
      const check = await checkLedger(house.means, remembered, seen.staff)
      const verification = verificationView(check, house.means.now())
      return await show(house, trust, seen, reply, { verification })
    }),
  )
  act(
    witnessPath(),
    home,
    officerOnly(house, async (seen, request, reply) => {
      const [witness, reason] = [textOf(request.body, 'witness'), textOf(request.body, 'reason')]
      await clearWitnessAlarm(house.means, seen.staff, witness, reason)
      return await seeOther(reply, DESK.ledger)
    }),
  )
  act(
    DESK.audit,
    home,
    officerOnly(house, async (seen, _request, reply) => {
      const report = await checkDatabase(house.means, undefined, seen.staff)
      return await show(house, trust, seen, reply, { audit: auditView(report, house.means.now()) })
    }),
  )
}

export function officerOnly(house: House, then: ShowDesk): ShowDesk {
  return async (seen, request, reply) => {
    const refused = await unlessSupervisor(house.means, seen.staff, 'ledger_checked')
    return refused === undefined
      ? await then(seen, request, reply)
      : await refusedPage(reply, seen.frame, refused, true)
  }
}

async function show(
  house: House,
  trust: Trust,
  { frame }: DeskVisit,
  reply: FastifyReply,
  found: Pick<LedgerView, 'verification' | 'audit'> = {},
): Promise<FastifyReply> {
  const { pool } = house.means.store
  const checkpoint = await latestCheckpoint(pool)
  // C2SP tlog-checkpoint: origin, size, root, each on a line of its own.
  const root = checkpoint?.note.split('\n')[2]
  return await sendPage(
    reply,
    ledgerScreen({
      frame,
      size: checkpoint?.size ?? 0,
      ...(root === undefined ? {} : { root }),
      ...(checkpoint === undefined ? {} : { checkpointAt: moment(checkpoint.signedAt) }),
      waiting: await waitingActions(pool),
      command: `npx kelisim ledger verify --from ${house.means.publicUrl}/ledger`,
      ...(await witnesses(house, trust)),
      keys: keysOf(house),
      ...found,
    }),
  )
}

function keysOf({ keys, means }: House): KeysView {
  const { epochs, epoch } = keys.current()
  const { kind, horizon } = keys.lock()
  const madeAt = epochs.at(-1)?.madeAt ?? means.now()
  return {
    holder: kind,
    oldCopies: horizon.oldCopies,
    keyDays: horizon.keyDays,
    epoch,
    madeAt,
    alive: epochs.length,
    late: madeAt + EPOCH_DAYS_MAX * DAY < means.now(),
    horizonDays: means.policy.limits.destructionHorizonDays,
  }
}

async function witnesses(
  { means }: House,
  { policy }: Trust,
): Promise<Pick<LedgerView, 'witnesses'>> {
  if (policy === undefined) return {}
  const { pool } = means.store
  const [states, witnessed, newest, since] = await Promise.all([
    witnessStates(pool),
    witnessedCheckpoint(pool),
    latestCheckpoint(pool),
    unwitnessedSince(pool),
  ])
  const size = witnessed?.size ?? 0
  const view: WitnessesView = {
    size,
    behind: Math.max(0, (newest?.size ?? 0) - size),
    behindSeconds: since === undefined ? 0 : Math.ceil((means.now() - since) / 1_000),
    witnesses: policy.witnesses.map(({ name }) => {
      const state = states.find((one) => one.name === name)
      return {
        name,
        size: state?.size ?? 0,
        ...(state?.cosignedAt === undefined ? {} : { at: state.cosignedAt }),
        ...(state?.trouble === undefined ? {} : { trouble: state.trouble }),
      }
    }),
  }
  return { witnesses: view }
}

function verificationView(check: LedgerCheck, at: Moment): VerificationView {
  const { verification, rolledBack, recorded } = check
  if (!verification.ok) {
    const { what, index, path } = verification.firstBad
    return { ok: false, at, fault: what, path, ...(index === undefined ? {} : { entry: index }) }
  }
  if (rolledBack) return { ok: false, at, fault: 'rolled_back' }
  if (!recorded) return { ok: false, at, fault: 'not_recorded' }
  return { ok: true, at, size: verification.size }
}

function auditView(report: DatabaseCheck, at: Moment): AuditView {
  return {
    at,
    rows: report.rows,
    indexesUnseen: report.indexes === undefined,
    findings: report.findings.slice(0, FINDINGS_MAX),
    findingsAll: report.findings.length,
    recorded: report.recorded,
  }
}
