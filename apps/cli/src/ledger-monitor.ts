/**
 * What does the log say of me since I last looked, and is it still the log that I knew?
 *
 * For a lender (`--recipient`) or a person with a receipt (`--receipt`), from outside: nothing of the house is
 * needed. The newest head that held is remembered in `--memory`; the next time the log must continue it, or
 * the command fails and remembers nothing. So whoever runs this every day cannot be shown another history,
 * and finds every entry about them that they did not expect.
 *
 * Without `--key` the log's own key is believed the first time; a log that comes back with another is refused.
 * Law: 94-V art. 22(1)(5), 24(1)(2). Requirements.
 */
import { type Followed, followLog, newVerifier } from '@kelisim/ledger'
import { recallCheckpoint, rememberCheckpoint } from '@kelisim/outside'
import { type Entry, readEntry } from '@kelisim/store'
import { type Call, type Command, Failure, WrongUse, wordsOf } from './command.ts'
import { logAt, publishedKey } from './published-log.ts'
import { entryOfReceipt } from './receipt-file.ts'
import { showProgress } from './show-progress.ts'

export const ledgerMonitor: Command = {
  options: {
    from: { type: 'string' },
    memory: { type: 'string' },
    key: { type: 'string' },
    recipient: { type: 'string' },
    receipt: { type: 'string' },
  },
  run: async (call) => {
    wordsOf(call)
    const { from, memory, key } = call.texts
    if (from === undefined) throw new WrongUse('--from is missing')
    if (memory === undefined) throw new WrongUse('--memory is missing')
    const isOwn = await whose(call)
    const source = await logAt(from)
    const remembered = await recallCheckpoint(memory)
    const verifier = newVerifier(key ?? (await publishedKey(source)))
    if (verifier === undefined) throw new WrongUse('that is no key of a log')
    if (key === undefined && remembered === undefined) {
      call.warn('the key comes from the log itself; ask for it elsewhere and give it with --key')
    }
    const progress = showProgress('entries')
    const found = await followLog(source, verifier, remembered, isOwn, progress.at)
    progress.end()
    if (found.ok) {
      // The new head was held against the remembered one a moment ago.
      await rememberCheckpoint(
        { path: memory, continues: async () => false, verified: remembered },
        found.note,
      )
    }
    return tell(call, found)
  },
}

/** Of an entry: is it about the one who asks? With nobody named nothing is handed over, and the log is only followed. */
async function whose(call: Call): Promise<(entry: Uint8Array) => boolean> {
  const { recipient, receipt } = call.texts
  const subject = receipt === undefined ? undefined : await handleIn(receipt)
  return (bytes) => {
    const entry = readOurs(bytes)
    const { role, id } = entry.actor
    const isTheirs = entry.recipient === recipient || (role === 'recipient' && id === recipient)
    return (
      (recipient !== undefined && isTheirs) || (subject !== undefined && entry.subject === subject)
    )
  }
}

/** A log of something else, or an entry that hides in bytes nobody can read, is told and not passed over. */
function readOurs(bytes: Uint8Array): Entry {
  try {
    return readEntry(bytes)
  } catch {
    throw new Failure('the log holds an entry of an unknown format')
  }
}

async function handleIn(path: string): Promise<string> {
  const subject = (await entryOfReceipt(path))?.subject
  if (subject === undefined) throw new WrongUse('--receipt is no receipt about a person')
  return subject
}

function tell(call: Call, found: Followed): 0 | 1 {
  if (!found.ok) {
    const { fault, path } = found
    call.answer({ ok: false, fault, path }, [
      `the log is not the one that was seen, or it is broken: ${fault} (${path})`,
    ])
    return 1
  }
  const { from, size, unpublished } = found
  const own = found.wanted.map(({ index, entry }) => ({ index, ...said(readEntry(entry)) }))
  call.answer({ ok: true, from, size, unpublished, own }, [
    `the log continues what was seen: ${from} entries then, ${size} now, ${own.length} of the new ones about you`,
    ...(unpublished === 0
      ? []
      : [`${unpublished} of them are no longer published; only their hashes were checked`]),
    ...own.map(({ index, at, kind, actor, purpose, code }) =>
      [index, at, kind, actor.role, purpose, code].filter((word) => word !== undefined).join(' '),
    ),
  ])
  return 0
}

function said({ id, at, kind, actor, operation, purpose, recipient, fields, code }: Entry) {
  return { id, at, kind, actor, operation, purpose, recipient, fields, code }
}
