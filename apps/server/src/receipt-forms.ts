/**
 * A person's consents as receipts in the forms of others, to take to another program.
 *
 *   /cabinet/consents-27560.json     profile of ISO/IEC TS 27560, one receipt for each consent
 *   /cabinet/consents-kantara.json   Kantara consent receipt 1.1, the same consents
 *
 * No value of the person is opened for it: a receipt names the fields, and the person by the ledger's handle.
 * Law: 94-V art. 24(1)(1), 25(2)(5). Requirements: L-1, R-39.
 */
import {
  consentReceipt27560,
  type GivenConsent,
  kantaraReceipt,
  type Standing,
} from '@kelisim/documents'
import type { House } from '@kelisim/house'
import { PUBLIC } from '@kelisim/screens'
import { type Json, type Language, isLanguage, toIso } from '@kelisim/terms'
import { type OwnRecord, seeOwnRecord } from '@kelisim/work'
import type { FastifyInstance } from 'fastify'
import { subjectOf } from './caller.ts'
import { seeOther } from './page.ts'

const ISO = '/cabinet/consents-27560.json'
const KANTARA = '/cabinet/consents-kantara.json'
export const RECEIPT_FORMS: readonly [string, string] = [ISO, KANTARA]

export function receiptForms(app: FastifyInstance, house: House): void {
  serve(app, house, ISO, receipts27560)
  serve(app, house, KANTARA, receiptsKantara)
}

/** The words are those of the policy in force; the hash of the text shown names the older ones. */
export function receipts27560(house: House, data: OwnRecord): readonly Json[] {
  const of = standing(house, data)
  return data.consents.map((row) => consentReceipt27560(house.means.policy, given(row), of))
}

export function receiptsKantara(house: House, data: OwnRecord): readonly Json[] {
  const of = standing(house, data)
  return data.consents.map((row) => kantaraReceipt(house.means.policy, given(row), of))
}

function serve(
  app: FastifyInstance,
  house: House,
  path: string,
  make: (house: House, data: OwnRecord) => readonly Json[],
): void {
  app.get(path, async (request, reply) => {
    const subject = await subjectOf(house, request)
    const answer = subject && (await seeOwnRecord(house.means, subject))
    if (answer?.effect !== 'done') return await seeOther(reply, PUBLIC.login)
    const receipts = make(house, answer.data)
    return await reply
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="${path.slice('/cabinet/'.length)}"`)
      .type('application/json')
      .send(`${JSON.stringify(receipts, null, 2)}\n`)
  })
}

/** The handle under which the ledger knows the person: every consent is an entry of theirs. */
function standing(house: House, data: OwnRecord): Standing {
  return {
    principal: data.feed[0]?.entry.subject ?? '',
    publicUrl: house.means.publicUrl,
  }
}

function given(row: OwnRecord['consents'][number]): GivenConsent {
  return {
    id: row.consent_id,
    purpose: row.purpose,
    operations: row.operations,
    fields: row.fields,
    ...(row.recipient === undefined ? {} : { recipient: row.recipient }),
    ...(row.channel === undefined ? {} : { channel: row.channel }),
    textSha256: row.text_sha256,
    language: languageOf(row.language),
    policyHash: row.policy_hash,
    policyVersion: row.policy_version,
    grantedAt: toIso(row.granted_at),
    expiresAt: toIso(row.expires_at),
    ...(row.withdrawn_at === undefined ? {} : { withdrawnAt: toIso(row.withdrawn_at) }),
  }
}

function languageOf(language: string): Language {
  return isLanguage(language) ? language : 'kk'
}
