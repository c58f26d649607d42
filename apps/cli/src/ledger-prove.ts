/**
 * The receipt of one action of the ledger, as a file that verifies without this server.
 *
 * The entry names nobody: a handle, ids and hashes, so any operator of the house may take it out. Written
 * to a new file only; a receipt that exists is evidence and is not overwritten.
 */
import { writeFile } from 'node:fs/promises'
import { decodeBundle, entryBundlePath, type Receipt, TILE_WIDTH } from '@kelisim/ledger'
import { latestCheckpoint, ledgerFile, locateAction, readEntry } from '@kelisim/store'
import { consentText, type Means, receiptAt } from '@kelisim/work'
import { type Command, Failure, WrongUse, wholeNumber, wordsOf } from './command.ts'
import { inHouse } from './open.ts'

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export const ledgerProve: Command = {
  options: { index: { type: 'string' }, out: { type: 'string' } },
  run: async (call) => {
    const index = wholeNumber(call, 'index', 0, Number.MAX_SAFE_INTEGER)
    const [action = ''] = index === undefined ? wordsOf(call, 'ACTION_ID') : wordsOf(call)
    if (index === undefined && !UUID.test(action)) throw new WrongUse('ACTION_ID is a UUID')
    const receipt = await inHouse(async ({ means }) => await receiptOf(means, index, action))
    const { out } = call.texts
    const file = `${JSON.stringify(receipt, undefined, 2)}\n`
    if (out === undefined) process.stdout.write(call.json ? `${JSON.stringify(receipt)}\n` : file)
    else {
      await writeNew(out, file)
      call.answer({ written: out }, [`written: ${out}`])
    }
    return 0
  },
}

async function receiptOf(
  means: Means,
  index: number | undefined,
  action: string,
): Promise<Receipt> {
  const checkpoint = await latestCheckpoint(means.store.pool)
  if (checkpoint === undefined) throw new Failure('the ledger is empty')
  const place = index ?? (await locateAction(means.store, action))?.index
  if (place === undefined || place >= checkpoint.size) {
    throw new Failure('the ledger holds no such action yet')
  }
  const entry = await entryAt(means, place, checkpoint.size)
  const { textSha256 } = readEntry(entry)
  const shown = textSha256 === undefined ? undefined : await consentText(means, textSha256)
  const receipt = await receiptAt(means, { index: place, bytes: entry }, shown?.verbatim)
  if (receipt === undefined) throw new Failure('the ledger holds no such action yet')
  return receipt
}

async function entryAt(means: Means, index: number, size: number): Promise<Uint8Array> {
  const bundle = Math.floor(index / TILE_WIDTH)
  const width = Math.min(TILE_WIDTH, size - bundle * TILE_WIDTH)
  const bytes = await ledgerFile(means.store.pool, entryBundlePath(bundle, width))
  const entry = bytes && decodeBundle(bytes)?.[index % TILE_WIDTH]
  if (entry === undefined) throw new Failure('the ledger lacks an entry: run the audit')
  return entry
}

async function writeNew(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' })
  } catch (cause) {
    throw new WrongUse(`couldn't write ${path}: it must be a new file`, { cause })
  }
}
