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
import type { Load } from './load.ts'
import type { WatchedLender } from './watched-lender.ts'

export interface Witnessed {
  readonly load: Pick<Load, 'acknowledged' | 'withdrawn' | 'faults'>
  readonly lenders: readonly WatchedLender[]
  /** In the order they were seen. */
  readonly checkpoints: readonly string[]
}

export interface Verdict {
  readonly faults: readonly string[]
  readonly figures: Readonly<Record<string, number>>
}

export async function judge(house: House, witnessed: Witnessed): Promise<Verdict> {
  const { pool } = house.means.store
  const sent = await sentByLedger(house)
  const applications = await load(pool, APPLICATION, 'true', [])
  const disclosures = await load(pool, DISCLOSURE, 'true', [])
  const faults = [
    ...witnessed.load.faults,
    ...applicationFaults(
      witnessed,
      applications.map((row) => row.number),
    ),
    ...(await withdrawalFaults(house, witnessed)),
    ...witnessed.lenders.flatMap((lender) => lenderFaults(lender, sent)),
    ...stateFaults(disclosures, witnessed.lenders),
    ...(await checkpointFaults(house, witnessed.checkpoints)),
    ...(await wholeFaults(house)),
  ]
  return {
    faults,
    figures: {
      acknowledged: witnessed.load.acknowledged.size,
      withdrawn: witnessed.load.withdrawn.size,
      applications: applications.length,
      disclosures: disclosures.length,
      sent: sent.size,
      arrived: witnessed.lenders.reduce((sum, lender) => sum + lender.arrivals.length, 0),
      entries: (await ledgerSize(house)) ?? 0,
      checkpoints: witnessed.checkpoints.length,
    },
  }
}

function applicationFaults(witnessed: Witnessed, numbers: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1)
  const keys = new Map<string, string>()
  const faults: string[] = []
  for (const [key, number] of witnessed.load.acknowledged) {
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
  const { pool } = house.means.store
  const sent = new Set<string>()
  const size = (await ledgerSize(house)) ?? 0
  for (let index = 0; index * TILE_WIDTH < size; index++) {
    const width = Math.min(TILE_WIDTH, size - index * TILE_WIDTH)
    const bytes = await ledgerFile(pool, entryBundlePath(index, width))
    const entries = bytes && decodeBundle(bytes)
    for (const entry of entries ?? []) {
      const { kind, detail } = readEntry(entry)
      if (kind === 'disclosure_sent') sent.add(disclosureOf(detail))
    }
  }
  return sent
}

function disclosureOf(detail: Readonly<Record<string, unknown>> | undefined): string {
  const id = detail?.['disclosure']
  return typeof id === 'string' ? id : ''
}

function lenderFaults(watched: WatchedLender, sent: ReadonlySet<string>): string[] {
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
  for (const lead of watched.lender.desk.book.leads()) {
    // A mark that a notice left for a lead that never came holds nobody.
    const isMark = lead.isDestroyed && !contents.has(lead.disclosureId)
    if (!isMark && !sent.has(lead.disclosureId)) {
      faults.push(
        `${watched.id} holds ${lead.disclosureId}, which the ledger does not know as sent`,
      )
    }
    if (!lead.receipt.ok && !isMark) {
      faults.push(
        `${watched.id} got ${lead.disclosureId} with a receipt that fails: ${lead.receipt.fault}`,
      )
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
function stateFaults(rows: readonly Standing[], lenders: readonly WatchedLender[]): string[] {
  const books = new Map(lenders.map((lender) => [lender.id, lender.lender.desk.book]))
  return rows.flatMap(({ disclosure_id: id, recipient, state }) => {
    if (UNRESOLVED.has(state)) return [`disclosure ${id} is still ${state}`]
    const answered = books.get(recipient)?.lead(id)?.answer.status
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
