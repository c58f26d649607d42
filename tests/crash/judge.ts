/**
 * After all crashes: does what stands agree with what was acknowledged, what the lenders hold, and the ledger?
 *
 * Judged from outside: the clients' own list of acknowledgements, the lenders' books and the witness before
 * their doors, and every checkpoint that ever left a process.
 */
import type { House } from '@kelisim/house'
import {
  consistencyProof,
  decodeBundle,
  entryBundlePath,
  newVerifier,
  openCheckpoint,
  TILE_WIDTH,
  verifyConsistency,
} from '@kelisim/ledger'
import {
  APPLICATION,
  CONSENT,
  DISCLOSURE,
  ledgerFile,
  load,
  NOTICE,
  readEntry,
  tileReader,
  waitingActions,
} from '@kelisim/store'
import { checkDatabase, checkLedger } from '@kelisim/work'
import type { BookLine } from '../../apps/lender/src/book.ts'
import type { Load } from './load.ts'
import type { Arrival } from './watched-lender.ts'

/** A lender's own book, and what the witness before its door saw. */
export interface LenderSeen {
  readonly id: string
  readonly arrivals: readonly Arrival[]
  readonly book: readonly BookLine[]
}

/** What was seen from outside, whoever applied and however. */
export interface Seen {
  readonly lenders: readonly LenderSeen[]
  /** In the order they were seen. */
  readonly checkpoints: readonly string[]
}

export interface Witnessed extends Seen {
  readonly load: Pick<Load, 'acknowledged' | 'withdrawn' | 'faults'>
}

export interface Verdict {
  readonly faults: readonly string[]
  readonly figures: Readonly<Record<string, number>>
}

export async function judge(house: House, witnessed: Witnessed): Promise<Verdict> {
  const { faults, figures } = await judgeHouse(house, witnessed)
  return {
    faults: [
      ...witnessed.load.faults,
      ...applicationFaults(witnessed.load.acknowledged, await applicationNumbers(house)),
      ...(await withdrawalFaults(house, witnessed)),
      ...faults,
    ],
    figures: {
      acknowledged: witnessed.load.acknowledged.size,
      withdrawn: witnessed.load.withdrawn.size,
      ...figures,
    },
  }
}

/** What must hold whatever the clients were told: lenders, checkpoints, ledger, every row. */
export async function judgeHouse(house: House, seen: Seen): Promise<Verdict> {
  const { pool } = house.means.store
  const sent = await sentByLedger(house)
  const disclosures = await load(pool, DISCLOSURE, 'true', [])
  const faults = [
    ...seen.lenders.flatMap((lender) => lenderFaults(lender, sent)),
    ...stateFaults(disclosures, seen.lenders),
    ...(await checkpointFaults(house, seen.checkpoints)),
    ...(await wholeFaults(house)),
  ]
  return {
    faults,
    figures: {
      applications: (await applicationNumbers(house)).length,
      disclosures: disclosures.length,
      sent: sent.size,
      arrived: seen.lenders.reduce((sum, lender) => sum + lender.arrivals.length, 0),
      entries: (await ledgerSize(house)) ?? 0,
      checkpoints: seen.checkpoints.length,
    },
  }
}

export async function applicationNumbers(house: House): Promise<readonly string[]> {
  const rows = await load(house.means.store.pool, APPLICATION, 'true', [])
  return rows.map((row) => row.number)
}

/** `acknowledged`: key → number, of everybody whose application must stand. */
export function applicationFaults(
  acknowledged: ReadonlyMap<string, string>,
  numbers: readonly string[],
): string[] {
  const counts = new Map<string, number>()
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1)
  const keys = new Map<string, string>()
  const faults: string[] = []
  for (const [key, number] of acknowledged) {
    if (counts.get(number) !== 1) {
      faults.push(
        `${key} was acknowledged as ${number}, which stands ${counts.get(number) ?? 0} times`,
      )
    }
    const other = keys.get(number)
    if (other !== undefined) faults.push(`${key} and ${other} were answered with one number`)
    keys.set(number, key)
  }
  // Every call was repeated until it had its answer: whatever else stands was entered twice.
  const strangers = numbers.filter((number) => !keys.has(number))
  if (strangers.length > 0)
    faults.push(`${strangers.length} applications stand that nobody was told of`)
  return faults
}

async function withdrawalFaults(
  house: House,
  { load: { withdrawn } }: Witnessed,
): Promise<string[]> {
  const { pool } = house.means.store
  const consents = await load(
    pool,
    CONSENT,
    `withdrawn_at is null and consent_id in (
       select d.consent_id from disclosure d join application a using (application_id)
       where d.place = 0 and a.number = any($1))`,
    [[...withdrawn]],
  )
  return consents.length === 0 ? [] : [`${consents.length} acknowledged withdrawals are gone`]
}

/** Disclosure ids that the ledger says were sent. */
async function sentByLedger(house: House): Promise<ReadonlySet<string>> {
  const details = await detailsOf(house, 'disclosure_sent')
  return new Set(details.map((detail) => textIn(detail, 'disclosure')))
}

/** What the ledger's entries of one kind say, in their order. */
export async function detailsOf(
  house: House,
  wanted: string,
): Promise<readonly (Readonly<Record<string, unknown>> | undefined)[]> {
  const { pool } = house.means.store
  const found: (Readonly<Record<string, unknown>> | undefined)[] = []
  const size = (await ledgerSize(house)) ?? 0
  for (let index = 0; index * TILE_WIDTH < size; index++) {
    const width = Math.min(TILE_WIDTH, size - index * TILE_WIDTH)
    const bytes = await ledgerFile(pool, entryBundlePath(index, width))
    const entries = bytes && decodeBundle(bytes)
    for (const entry of entries ?? []) {
      const { kind, detail } = readEntry(entry)
      if (kind === wanted) found.push(detail)
    }
  }
  return found
}

function textIn(detail: Readonly<Record<string, unknown>> | undefined, name: string): string {
  const text = detail?.[name]
  return typeof text === 'string' ? text : ''
}

function lenderFaults(watched: LenderSeen, sent: ReadonlySet<string>): string[] {
  const faults: string[] = []
  const contents = new Map<string, string>()
  const applications = new Map<string, string>()
  for (const { disclosure, application, content } of watched.arrivals) {
    const known = contents.get(disclosure)
    if (known !== undefined) {
      const what = known === content ? 'twice' : 'twice with different content'
      faults.push(`${watched.id} was sent disclosure ${disclosure} ${what}`)
    }
    contents.set(disclosure, content)
    const other = applications.get(application) ?? disclosure
    if (other !== disclosure) faults.push(`${watched.id} was sent application ${application} twice`)
    applications.set(application, disclosure)
  }
  for (const lead of watched.book) {
    if (lead.arrivals > 1) {
      faults.push(`${watched.id} got ${lead.disclosureId} ${lead.arrivals} times by its own book`)
    }
    // A mark that a notice left for a lead that never came holds nobody.
    const isMark = lead.isDestroyed && !contents.has(lead.disclosureId)
    if (!isMark && !sent.has(lead.disclosureId)) {
      faults.push(
        `${watched.id} holds ${lead.disclosureId}, which the ledger does not know as sent`,
      )
    }
    if (lead.receipt !== 'ok' && !isMark) {
      faults.push(`${watched.id} got ${lead.disclosureId} with a bad receipt: ${lead.receipt}`)
    }
  }
  return faults
}

interface Standing {
  readonly disclosure_id: string
  readonly recipient: string
  readonly state: string
}

const UNRESOLVED = new Set(['planned', 'sending', 'unknown'])
const KEPT = new Set(['accepted', 'refused'])

/** Nothing is left open, and an answer that we wrote down is one that the lender gave. */
function stateFaults(rows: readonly Standing[], lenders: readonly LenderSeen[]): string[] {
  const books = new Map(
    lenders.map(({ id, book }) => [id, new Map(book.map((line) => [line.disclosureId, line]))]),
  )
  return rows.flatMap(({ disclosure_id: id, recipient, state }) => {
    if (UNRESOLVED.has(state)) return [`disclosure ${id} is still ${state}`]
    const answered = books.get(recipient)?.get(id)?.answer.status
    if (KEPT.has(state) && answered !== state) {
      return [`disclosure ${id} is ${state} here and ${answered ?? 'not known'} at ${recipient}`]
    }
    return []
  })
}

/** Each continues the one before, and the ledger of today continues them all. */
async function checkpointFaults(house: House, notes: readonly string[]): Promise<string[]> {
  const { store, log } = house.means
  const verifier = newVerifier(log.signers[0]?.vkey ?? '')
  if (verifier === undefined) return ['the log has no key']
  const faults: string[] = []
  let last: { readonly size: number; readonly root: Uint8Array } = {
    size: 0,
    root: new Uint8Array(),
  }
  for (const note of notes) {
    const opened = openCheckpoint(note, verifier)
    if (!opened.ok) return [...faults, 'a checkpoint of another key was given out']
    const { size, root } = opened
    if (size < last.size) faults.push(`a checkpoint of ${size} entries after one of ${last.size}`)
    else if (last.size > 0) {
      const proof = await consistencyProof(tileReader(store.pool), last.size, size)
      const claim = { oldSize: last.size, newSize: size, oldRoot: last.root, newRoot: root, proof }
      if (!verifyConsistency(claim)) faults.push(`${size} entries do not continue ${last.size}`)
    }
    last = { size, root }
  }
  return faults
}

async function wholeFaults(house: House): Promise<string[]> {
  const { pool } = house.means.store
  const faults: string[] = []
  const waiting = await waitingActions(pool)
  if (waiting > 0) faults.push(`${waiting} actions wait for the sequencer`)
  const planned = await load(pool, NOTICE, "state = 'planned'", [])
  if (planned.length > 0) faults.push(`${planned.length} notices were not delivered`)
  const { verification, rolledBack } = await checkLedger(
    house.means,
    await house.recallCheckpoint(),
  )
  if (!verification.ok) faults.push(`the ledger does not verify: ${verification.firstBad.what}`)
  if (rolledBack) faults.push('the ledger is older than the remembered checkpoint')
  const { findings } = await checkDatabase(house.means)
  const found = findings.slice(0, 10).map(({ code, table, where }) => `${code} ${table} ${where}`)
  return [...faults, ...found.map((line) => `audit: ${line}`)]
}

async function ledgerSize(house: House): Promise<number | undefined> {
  const { rows } = await house.means.store.pool.query<{ size: number }>(
    'select size from ledger_checkpoint',
  )
  return rows[0]?.size
}
