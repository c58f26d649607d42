/**
 * Is the ledger whole: does every entry, every tile and the root agree with what was signed?
 *
 * `--from` names a published copy, a server's address or a folder, and needs nothing of the house. Without
 * it the house's own database is read and held against the checkpoint remembered outside of it.
 * Without `--key` the key is taken from the same place as the log; then a whole history written anew would
 * not be noticed, and the answer says so (`keyKnown`).
 *
 * With `--trust FILE` (C2SP tlog-policy) the newest head that the quorum of witnesses has cosigned must be part
 * of this very log; then even a history written anew with the log's own key is found, up to that head.
 *
 * A log read from elsewhere is checked twice, by two programs that share no code; both must find it whole.
 *
 * Law: 94-V art. 22(1)(5). Requirements. Invariants I3, I7.
 */
import { messages } from '@kelisim/messages'
import {
  newVerifier,
  type Seen,
  type Verification,
  verifyLog,
  verifyWitnessed,
} from '@kelisim/ledger'
import type { LogSource } from '@kelisim/outside'
import { checkLog } from '@kelisim/verifier'
import { checkLedger } from '@kelisim/work'
import { type Call, type Command, type ExitCode, Failure, WrongUse, wordsOf } from './command.ts'
import { inHouse } from './open.ts'
import { logAt, publishedKey, readTrust } from './published-log.ts'
import { showProgress } from './show-progress.ts'

export const ledgerVerify: Command = {
  options: { from: { type: 'string' }, key: { type: 'string' }, trust: { type: 'string' } },
  run: async (call) => {
    wordsOf(call)
    const { from, key } = call.texts
    if (key !== undefined && newVerifier(key) === undefined) {
      throw new WrongUse('--key is no key of a log')
    }
    const trust = call.texts['trust'] === undefined ? undefined : readTrust(call.texts['trust'])
    if (from === undefined) {
      if (trust !== undefined) throw new WrongUse('--trust goes with --from')
      return await verifyOwn(call, key)
    }
    const source = await logAt(from)
    const vkey = key ?? trust?.logs[0]?.verifier.vkey ?? (await publishedKey(source))
    const keyKnown = key !== undefined || trust?.logs[0] !== undefined
    if (!keyKnown) {
      call.warn('the key comes from the log itself; ask for it elsewhere and give it with --key')
    }
    const progress = showProgress('entries')
    const found = await verifyLog(source, vkey, progress.at)
    progress.end()
    if (found.ok) await agree(source, vkey, found.size)
    const seen = trust && (await verifyWitnessed(source, found.size, trust))
    return tell(call, found, {
      keyKnown,
      rolledBack: false,
      ...(seen === undefined ? {} : { seen }),
    })
  },
}

/** The second program. That they differ has never been seen; if so, neither is to be believed. */
async function agree(source: LogSource, vkey: string, size: number): Promise<void> {
  const progress = showProgress('entries, second program')
  const other = await checkLog(source.read, vkey, (done) => progress.at(done, size))
  progress.end()
  // A log that grew between the two readings is still whole.
  if (!other.ok || other.size < size) throw new Failure('two programs do not agree about this log')
}

async function verifyOwn(call: Call, key: string | undefined): Promise<ExitCode> {
  return await inHouse(async (house) => {
    const own = house.means.log.signers[0]?.vkey
    if (key !== undefined && key !== own) throw new Failure('the house signs with another key')
    const { verification, rolledBack } = await checkLedger(
      house.means,
      await house.recallCheckpoint(),
    )
    return tell(call, verification, { keyKnown: true, rolledBack })
  })
}

interface Besides {
  readonly keyKnown: boolean
  readonly rolledBack: boolean
  /** Present when a trust policy was given. */
  readonly seen?: Seen
}

function tell(call: Call, found: Verification, { keyKnown, rolledBack, seen }: Besides): ExitCode {
  const said = messages(call.language).desk.ledger
  const firstBad = found.ok ? null : found.firstBad
  const unpublished = found.ok ? found.unpublished : 0
  const ok = found.ok && !rolledBack && seen?.ok !== false
  const root = found.root === undefined ? null : Buffer.from(found.root).toString('base64')
  const lines = [
    found.ok
      ? said.good(String(found.size))
      : found.firstBad.index === undefined
        ? said.badWhole
        : said.bad(String(found.firstBad.index)),
    ...(found.ok ? [] : [`${said.fault[found.firstBad.what]} (${found.firstBad.path})`]),
    ...(unpublished > 0 ? [said.unpublished(String(unpublished))] : []),
    ...(rolledBack ? [said.fault.rolled_back] : []),
    ...(root === null ? [] : [`${said.root}: ${root}`]),
    ...(seen === undefined ? [] : [seenLine(call, seen, found.size)]),
  ]
  const witnessed = seen === undefined ? {} : { witnessed: seen }
  call.answer(
    { ok, size: found.size, unpublished, root, firstBad, rolledBack, keyKnown, ...witnessed },
    lines,
  )
  return ok ? 0 : 1
}

function seenLine(call: Call, seen: Seen, size: number): string {
  const said = messages(call.language).desk.ledger.witnesses
  if (!seen.ok) return `${said.alarm}: ${seen.fault}`
  const names = seen.seenBy.map(({ name }) => name).join(', ')
  return `${said.title}: ${names}; ${said.size} ${seen.size} / ${size}`
}
