/**
 * Does this receipt hold? Offline: the file and the log's key are all it takes.
 *
 * Without `--key` the receipt's own key is used; that shows only that the file agrees with itself, and the
 * answer says so (`keyKnown`). Format: docs/ledger-format.md. Law: 94-V art. 8, 25(2)(5).
 */
import { checkReceipt } from '@kelisim/ledger'
import { readEntry } from '@kelisim/store'
import { type Command, wordsOf } from './command.ts'
import { readReceipt } from './receipt-file.ts'

export const ledgerCheck: Command = {
  options: { key: { type: 'string' } },
  run: async (call) => {
    const [path = ''] = wordsOf(call, 'FILE')
    const text = await readReceipt(path)
    const { key } = call.texts
    const checked = text === undefined ? undefined : checkReceipt(text, key)
    if (checked?.ok !== true) {
      const fault = checked?.fault ?? 'malformed_receipt'
      call.answer({ ok: false, fault }, [`the receipt does not hold: ${fault}`])
      return 1
    }
    if (key === undefined) {
      call.warn("the key is the receipt's own; ask for it elsewhere and give it with --key")
    }
    const { index, size, isTrusted: keyKnown } = checked
    const { kind, at, id } = readEntry(checked.entry)
    call.answer({ ok: true, index, size, kind, at, id, keyKnown, text: checked.text ?? null }, [
      `the receipt holds: entry ${index} of ${size}, ${kind}, ${at}`,
    ])
    return 0
  },
}
