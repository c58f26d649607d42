/**
 * Enters one row as its person would: offers compared, phone confirmed, consents ticked, application sent.
 *
 * The application's `source` is the mark that a row stands: it is committed with the work itself, so a
 * replay that was killed knows what it had entered by asking the database, for as long as the data live.
 * A call that a killed replay left open blocks its key for a while; then the mark is asked again and the
 * row is sent under another key. Should the dead call have reached its commit after all, the same request
 * by the same person within a minute is one application (I12).
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { type SyntheticPerson, syntheticPerson } from '@kelisim/house'
import type { SmsOutbox } from '@kelisim/outside'
import { APPLICATION, load } from '@kelisim/store'
import type { Fault, Language } from '@kelisim/terms'
import {
  type Answer,
  confirmCode,
  type Means,
  offersFor,
  sendCode,
  type Submission,
  type Submitted,
  submitApplication,
} from '@kelisim/work'
import type { ReplayRow } from './replay-rows.ts'

const LANGUAGES: readonly Language[] = ['kk', 'ru', 'kk', 'ru', 'en']
/** The demo world's own people come before. */
const FIRST_ORDINAL = 1_000
/** Numbers of the synthetic block that are left: a longer file has no more people. */
export const REPLAY_ROWS_MAX = 9_000
const CALL_LEFT_OPEN_MS = 1_000

export interface Replay {
  readonly means: Means
  readonly outbox: SmsOutbox
  /** Of the file; with the row it names an application's source. */
  readonly sha256: string
  /** Of this process: names calls that an earlier one left open anew. */
  readonly run: string
}

export type Entered =
  | { readonly state: 'entered' }
  | { readonly state: 'refused'; readonly faults: readonly Fault[] }

const SHA_CHARS = 16

export function sourceOf(replay: Pick<Replay, 'sha256'>, row: number | '%'): string {
  return `replay:${replay.sha256.slice(0, SHA_CHARS)}:${row}`
}

/** Rows of this file that stand in the database. */
export async function rowsThatStand(replay: Replay): Promise<ReadonlySet<number>> {
  const rows = await load(replay.means.store.pool, APPLICATION, 'source like $1', [
    sourceOf(replay, '%'),
  ])
  return new Set(rows.map(({ source }) => Number(source.slice(sourceOf(replay, '%').length - 1))))
}

export async function enterRow(replay: Replay, row: ReplayRow): Promise<Entered> {
  const { means } = replay
  const person = row.row > REPLAY_ROWS_MAX ? undefined : personOf(row)
  if (person === undefined) return refused([{ pointer: '', code: 'no_synthetic_person_left' }])
  const recipients = await recipientsFor(means, row)
  if (recipients.length === 0) {
    return refused([{ pointer: '/AMT_CREDIT', code: 'no_offer_for_amount_and_term' }])
  }
  const language = LANGUAGES[row.row % LANGUAGES.length] ?? 'kk'
  const confirmed = await confirmPhone(replay, person.phone, language)
  if (confirmed.effect !== 'done') return refused(faultsOf(confirmed))
  const submission = submissionOf(replay, row, person, recipients, language, confirmed.token)
  const answer = await submit(replay, row, submission)
  return answer.effect === 'done' ? { state: 'entered' } : refused(faultsOf(answer))
}

function personOf(row: ReplayRow): SyntheticPerson | undefined {
  return syntheticPerson(FIRST_ORDINAL + row.row - 1, row.birthDate)
}

/** Those with an offer for this amount and term, each once, beginning elsewhere for every row. */
async function recipientsFor(means: Means, row: ReplayRow): Promise<readonly string[]> {
  const offers = await offersFor(means, row.amountTenge, row.termDays)
  const ids = [...new Set(offers.map(({ recipient }) => recipient))].toSorted()
  const first = row.row % Math.max(1, ids.length)
  return [...ids.slice(first), ...ids.slice(0, first)].slice(0, means.policy.limits.recipientsMax)
}

async function confirmPhone(
  { means, outbox }: Replay,
  phone: string,
  language: Language,
): Promise<Answer<{ readonly token: string }>> {
  const sent = await sendCode(means, phone, language)
  if (sent.effect !== 'done') return sent
  const message = outbox.list().find(({ to }) => to === phone)
  const code = /\d{3} \d{3}/.exec(message?.text ?? '')?.[0] ?? ''
  outbox.forget(phone)
  return await confirmCode(means, sent.challenge, phone, code)
}

function submissionOf(
  replay: Replay,
  row: ReplayRow,
  person: SyntheticPerson,
  recipients: readonly string[],
  language: Language,
  phoneToken: string,
): Submission {
  const controls = new Set(['contract', ...recipients.map((id) => `recipient:${id}`)])
  const texts = replay.means.consentTexts(language).filter(({ control }) => controls.has(control))
  return {
    phoneToken,
    amountTenge: row.amountTenge,
    termDays: row.termDays,
    values: { ...person.values, ...row.values },
    ticked: texts.map(({ control, sha256 }) => ({ control, textSha256: sha256 })),
    recipients,
    language,
    source: sourceOf(replay, row.row),
  }
}

async function submit(
  replay: Replay,
  row: ReplayRow,
  submission: Submission,
): Promise<Answer<Submitted>> {
  const key = `replay-${replay.sha256}-${row.row}`
  const answer = await submitApplication(replay.means, submission, key)
  if (answer.effect !== 'refuse' || !answer.code.startsWith('idempotency_key_')) return answer
  await sleep(CALL_LEFT_OPEN_MS)
  const stands = await load(replay.means.store.pool, APPLICATION, 'source = $1', [
    submission.source,
  ])
  const [row0] = stands
  if (row0 === undefined) {
    return await submitApplication(replay.means, submission, `${key}-${replay.run}`)
  }
  const application = row0.application_id as Submitted['application']
  return { effect: 'done', application, number: row0.number, consents: [], repeated: true }
}

function refused(faults: readonly Fault[]): Entered {
  return { state: 'refused', faults }
}

function faultsOf(answer: Answer<object>): readonly Fault[] {
  if (answer.effect === 'invalid') return answer.faults
  return answer.effect === 'refuse' ? [{ pointer: answer.where ?? '', code: answer.code }] : []
}
