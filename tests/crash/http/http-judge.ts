/**
 * After all crashes over HTTP: is what clients and lenders were told true?
 *
 * Beside what `judge.ts` holds against every run: nobody whose destruction was acknowledged is found, by key,
 * box, link or name, and no rotation brought one back; each outcome and confirmation answered with 2xx stands
 * exactly once.
 */
import type { House } from '@kelisim/house'
import {
  CONSENT,
  findByIdentity,
  load,
  NOTICE,
  OUTCOME,
  unwitnessedSince,
  witnessStates,
} from '@kelisim/store'
import { personOf } from '../house-of-crashes.ts'
import {
  applicationFaults,
  applicationNumbers,
  detailsOf,
  judgeHouse,
  type Verdict,
} from '../judge.ts'
import type { HttpLoad } from './http-load.ts'
import type { WitnessedLender } from './witnessed-lender.ts'

export interface Heard {
  readonly load: HttpLoad
  readonly lenders: readonly WitnessedLender[]
  readonly checkpoints: readonly string[]
}

export async function judgeHttp(house: House, heard: Heard): Promise<Verdict> {
  const { load: clients } = heard
  const lenders = await Promise.all(
    heard.lenders.map(async (lender) => {
      const { id, arrivals } = lender
      return { id, arrivals, book: await lender.book() }
    }),
  )
  const common = await judgeHouse(house, { lenders, checkpoints: heard.checkpoints })
  const standing = [...clients.acknowledged].filter(
    ([, one]) => !clients.destroyed.has(one.ordinal),
  )
  const faults = [
    ...clients.faults,
    ...applicationFaults(
      new Map(standing.map(([key, { number }]) => [key, number])),
      await applicationNumbers(house),
    ),
    ...(await withdrawalFaults(house, clients)),
    ...(await destructionFaults(house, clients)),
    ...(await outcomeFaults(house, heard.lenders)),
    ...(await witnessFaults(house)),
    ...common.faults,
  ]
  return {
    faults,
    figures: {
      acknowledged: clients.acknowledged.size,
      withdrawn: clients.withdrawn.size,
      destroyed: clients.destroyed.size,
      outcomes: sum(heard.lenders, ({ outcomes }) => outcomes.size),
      confirmations: sum(heard.lenders, ({ confirmations }) => confirmations.size),
      ...common.figures,
    },
  }
}

function sum<T>(items: readonly T[], count: (item: T) => number): number {
  return items.reduce((total, item) => total + count(item), 0)
}

async function withdrawalFaults(house: House, { withdrawn }: HttpLoad): Promise<string[]> {
  const where = 'withdrawn_at is null and consent_id = any($1)'
  const consents = await load(house.means.store.pool, CONSENT, where, [[...withdrawn]])
  return consents.length === 0 ? [] : [`${consents.length} acknowledged withdrawals are gone`]
}

/** The witness saw one history, has signed all of it, and forgot nothing it signed. */
async function witnessFaults(house: House): Promise<string[]> {
  const { pool } = house.means.store
  const states = await witnessStates(pool)
  const since = await unwitnessedSince(pool)
  return [
    ...(states.length === 1 ? [] : [`${states.length} witnesses are known instead of one`]),
    ...states
      .filter(({ trouble }) => trouble === 'other_history' || trouble === 'knows_more')
      .map(({ trouble }) => `the witness says ${trouble}`),
    ...(since === undefined ? [] : ['entries stand that the witness has not signed']),
  ]
}

/** What must not stand of a subject with an act of destruction. */
const REMAINS = {
  'a key': 'keys.subject_key',
  'a box': 'box',
  'a link': 'identity_link',
  'an application': 'application',
  'a consent': 'consent',
}

async function destructionFaults(house: House, { destroyed }: HttpLoad): Promise<string[]> {
  const { store } = house.means
  const faults: string[] = []
  for (const [what, table] of Object.entries(REMAINS)) {
    // Not as the application, which is shown nobody's key and box unasked.
    const { rowCount } = await store.as.backup.query(
      `select from ${table} held join destruction act on act.subject_id = held.subject_id`,
    )
    if (rowCount !== 0) faults.push(`${rowCount} destroyed people still have ${what}`)
  }
  const revived = await store.pool.query(
    `select from destruction act join subject s using (subject_id) where s.state <> 'destroyed'`,
  )
  if (revived.rowCount !== 0) faults.push(`${revived.rowCount} destroyed people live`)
  await store.transaction(async (unit) => {
    for (const ordinal of destroyed) {
      const { phone, values } = personOf(ordinal)
      const found = await findByIdentity(store, unit, { phone, iin: values['iin'] ?? '' })
      if (found.phone ?? found.iin) faults.push(`person ${ordinal} was destroyed and is found`)
    }
  })
  const acts = await store.pool.query('select from destruction')
  const entries = await detailsOf(house, 'subject_destroyed')
  if (acts.rowCount !== destroyed.size || entries.length !== destroyed.size) {
    faults.push(
      `${destroyed.size} destructions were acknowledged, ${acts.rowCount} acts and ${entries.length} entries stand`,
    )
  }
  return faults
}

async function outcomeFaults(house: House, lenders: readonly WitnessedLender[]): Promise<string[]> {
  const { pool } = house.means.store
  const rows = await load(pool, OUTCOME, 'true', [])
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(row.event_id, (counts.get(row.event_id) ?? 0) + 1)
  const confirmed = await load(pool, NOTICE, "state = 'confirmed'", [])
  const known = new Set(confirmed.map((row) => row.notice_id))
  const entries = await detailsOf(house, 'outcome_received')
  return [
    ...lenders.flatMap(({ id, outcomes, confirmations }) => [
      ...[...outcomes]
        .filter((event) => counts.get(event) !== 1)
        .map((event) => `${id}: outcome ${event} stands ${counts.get(event) ?? 0} times`),
      ...[...confirmations]
        .filter((notice) => !known.has(notice))
        .map((notice) => `${id}: the confirmation of ${notice} is gone`),
    ]),
    ...(entries.length === rows.length
      ? []
      : [`${rows.length} outcomes stand under ${entries.length} entries`]),
  ]
}
