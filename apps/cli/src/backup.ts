/**
 * Writes to a registered medium what it does not hold yet; `check` verifies a medium without a database.
 *
 * Run it after every `keys rotate`: a backup carries the keys as they were wrapped then, and opens nobody
 * whose wrapping key was destroyed since. Law: 94-V art. 12(2), 22(1). Requirements, L-6.
 */
import { backUp, checkBackup } from '@kelisim/work'
import { type Command, wordsOf } from './command.ts'
import { commandEnvironment, inHouse } from './open.ts'
import { keysOfHouse, mediumFolder } from './owner.ts'
import { done } from './refused.ts'
import { sequenceAll } from './sequence-all.ts'
import { showProgress } from './show-progress.ts'

export const OFFICER = { role: 'system', id: 'self' } as const

export const backup: Command = {
  options: { to: { type: 'string' } },
  run: async (call) => {
    wordsOf(call)
    const folder = await mediumFolder(call.texts['to'], '--to')
    const shown = showProgress('backup')
    const answer = await inHouse(
      async (house) =>
        await backUp(house.means, {
          folder,
          officer: OFFICER,
          place: async () => await sequenceAll(house),
          progress: (at, what) => shown.at(at, 0, what),
        }),
    )
    shown.end()
    const { backup: made, medium } = done(call, answer)
    const { id, at, ledger, rows, lost, keysAstray } = made.manifest
    const live = Object.values(rows).reduce((sum, count) => sum + count, 0)
    if (lost > 0) call.warn(`${lost} rows stand nowhere any more: run the audit, then restore`)
    if (keysAstray > 0) call.warn(`${keysAstray} living people have no usable key: run the audit`)
    const said = { backup: id, at, medium: medium.id, entries: ledger.size, rows: live }
    call.answer({ ...said, written: made.written, bytes: made.bytes, lost, keysAstray }, [
      `backup ${id} on ${medium.name}: ${ledger.size} entries, ${live} live rows, ${made.written} of them new, ${made.bytes} bytes written`,
    ])
    return lost + keysAstray === 0 ? 0 : 1
  },
}

export const backupCheck: Command = {
  options: {},
  run: async (call) => {
    const [path = ''] = wordsOf(call, 'the folder of the medium')
    const folder = await mediumFolder(path, '')
    const keyring = await keysOfHouse(commandEnvironment())
    const { check } = done(call, await checkBackup(folder, keyring))
    const lines = check.faults.map(({ code, name }) => `  ${code} ${name}`)
    const sum = `${check.manifests} backups, ${check.objects} objects, ${check.entries} entries, ${check.rows} live rows`
    call.answer(check, [
      check.ok ? `the medium is whole: ${sum}` : `the medium has faults: ${sum}`,
      ...lines,
    ])
    return check.ok ? 0 : 1
  },
}
