/**
 * Replays real applications: every row of the file goes the whole way of a person, through the use cases.
 *
 * Code by text message → application with consents → ledger → disclosure to the lender over HTTP → its
 * outcomes by signed callback; then the audit of the whole database. Identities are synthetic and marked;
 * attributes are the rows' own. May be killed at any moment and started again: rows that stand are passed
 * over. One replay of a house at a time.
 *
 * Requirements: R-33, R-55 to R-62. Invariants I2, I6, I9, I11, I12.
 */
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, statSync } from 'node:fs'
import {
  DEMO_OFFERS,
  demoAddresses,
  freePort,
  type House,
  hostsOf,
  type LenderAddresses,
  lenderAccess,
  readLenders,
  readPolicy,
} from '@kelisim/house'
import { almatyDate } from '@kelisim/terms'
import { pooledRandom } from '@kelisim/vault'
import { publishedOffers, publishOffer } from '@kelisim/work'
import { auditHouse } from './audit.ts'
import { type Command, Failure, WrongUse, wholeNumber, wordsOf } from './command.ts'
import { commandEnvironment, commandOutbox, inHouse } from './open.ts'
import { type Replay, rowsThatStand } from './replay-enter.ts'
import { openOtherSide } from './replay-lenders.ts'
import { isGood, type Report, reportLines, reportValue, whatBecame } from './replay-report.ts'
import { openRows } from './replay-rows.ts'
import { startReplayRounds, takeRows, untilQuiet } from './replay-run.ts'
import { sequenceAll } from './sequence-all.ts'
import { showProgress } from './show-progress.ts'

const ROWS_MAX = 1_000_000
const LINE_EVERY_ROWS = 250
const LINE_EVERY_OUTCOMES = 2_500
const NEWLINE = 0x0a

export const replay: Command = {
  options: { limit: { type: 'string' }, lenders: { type: 'string' } },
  run: async (call) => {
    const [path = ''] = wordsOf(call, 'FILE.csv')
    const limit = wholeNumber(call, 'limit', 1, ROWS_MAX) ?? ROWS_MAX
    const environment = commandEnvironment()
    if (environment.mode === 'production') {
      throw new Failure('synthetic people are not entered into a production house')
    }
    const file = await measure(path)
    const given = call.texts['lenders']
    const own = given === undefined
    const addresses = own
      ? await demoAddresses(await readPolicy(environment.policyFolder), pooledRandom())
      : await readLenders(given)
    const port = own ? await freePort() : environment.port
    const outbox = commandOutbox()
    const fittings = {
      sms: outbox,
      lenders: lenderAccess(addresses),
      allowedHosts: hostsOf(addresses),
      publicUrl: own
        ? `http://127.0.0.1:${port}`
        : (environment.publicUrl ?? `http://localhost:${port}`),
    }
    const report = await inHouse(async (house) => {
      const one: Replay = { means: house.means, outbox, sha256: file.sha256, run: randomUUID() }
      const side = own ? { addresses, port } : undefined
      return await replayFile(one, house, path, Math.min(limit, file.rows), side)
    }, fittings)
    call.answer(reportValue(report), reportLines(call, report))
    return isGood(report) ? 0 : 1
  },
}

async function replayFile(
  one: Replay,
  house: House,
  path: string,
  limit: number,
  side: { readonly addresses: LenderAddresses; readonly port: number } | undefined,
): Promise<Report> {
  await ensureOffers(house)
  const file = await openRows(createReadStream(path), almatyDate(one.means.now()))
  if (file === undefined) throw new WrongUse('the file has not the columns of applications')
  const standing = await rowsThatStand(one)
  const progress = showProgress('rows', LINE_EVERY_ROWS)
  const other = side && (await openOtherSide(house, side.addresses, side.port))
  const rounds = startReplayRounds(house)
  const begun = performance.now()
  let ended = begun
  try {
    const taken = await takeRows(one, file.rows, standing, limit, (done) => {
      progress.at(done, limit)
    })
    const lastDone = [rounds.lastSent, ...(other === undefined ? [] : [other.lastHeard])]
    progress.end()
    const outcomes = showProgress('outcomes', LINE_EVERY_OUTCOMES)
    await untilQuiet(lastDone, () => outcomes.at(other?.heard() ?? 0, 0))
    outcomes.end()
    ended = Math.max(...lastDone.map((moment) => moment()))
    await rounds.stop()
    await sequenceAll(house)
    const audited = await auditHouse(house)
    const became = await whatBecame(one)
    // Until the last disclosure and the last outcome; not the waiting for quiet, not the audit.
    const seconds = (ended - begun) / 1_000
    return { sha256: one.sha256, columns: file.columns, taken, became, seconds, audited }
  } finally {
    await rounds.stop()
    await other?.stop()
  }
}

/** A house that nobody seeded has no offers, and without an offer nobody can apply. */
async function ensureOffers({ means }: House): Promise<void> {
  if ((await publishedOffers(means)).length > 0) return
  for (const offer of DEMO_OFFERS) {
    const answer = await publishOffer(means, offer, { role: 'system', id: 'self' })
    if (answer.effect !== 'done') throw new Failure('a demo offer is not lawful under this policy')
  }
}

/** Hash and rows of the file, for its name in the house and for the bar. */
async function measure(path: string): Promise<{ readonly sha256: string; readonly rows: number }> {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) {
    throw new WrongUse(`couldn't read ${path}`)
  }
  const hash = createHash('sha256')
  let rows = 0
  let last = NEWLINE
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(chunk)
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) rows += 1
    last = chunk.at(-1) ?? last
  }
  // The header is no row; a last line may lack its end.
  return { sha256: hash.digest('hex'), rows: Math.max(0, rows + (last === NEWLINE ? 0 : 1) - 1) }
}
