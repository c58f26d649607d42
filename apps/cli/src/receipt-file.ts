/** A receipt as it lies in a file. Format: docs/ledger-format.md. */
import { open } from 'node:fs/promises'
import { checkReceipt } from '@kelisim/ledger'
import { type Entry, readEntry } from '@kelisim/store'
import { WrongUse } from './command.ts'

/** Larger files are no receipts and are not read. */
const RECEIPT_BYTES_MAX = 4_000_000

/** undefined for a file that is too large to be one. */
export async function readReceipt(path: string): Promise<string | undefined> {
  try {
    await using file = await open(path)
    const { size } = await file.stat()
    return size > RECEIPT_BYTES_MAX ? undefined : await file.readFile('utf8')
  } catch (cause) {
    throw new WrongUse(`couldn't read ${path}`, { cause })
  }
}

/** The entry it proves, if it agrees with itself; whose key it carries is not asked. */
export async function entryOfReceipt(path: string): Promise<Entry | undefined> {
  const text = await readReceipt(path)
  const checked = text === undefined ? undefined : checkReceipt(text)
  return checked?.ok === true ? readEntry(checked.entry) : undefined
}
