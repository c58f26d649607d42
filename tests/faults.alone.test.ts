/**
 * What this program writes to a disk, under EIO and ENOSPC at every call and SIGKILL at some (R-81, R-99, I3, I5).
 *
 * The whole: `npm run campaign:faults`.
 */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { install } from './faults/failing-disk.ts'

install()
const { sweep } = await import('./faults/sweep.ts')
const { WRITERS } = await import('./faults/writers.ts')

for (const writer of WRITERS) {
  test(`${writer.name}: whatever call fails, the old or the new stands whole`, async () => {
    const swept = await sweep(writer, (at, fault) => fault !== 'SIGKILL' || at % 7 === 0)
    assert.ok(swept.calls >= 8, `${swept.calls} calls: the disk is not watched`)
    assert.ok(swept.old > 0)
    assert.deepEqual(swept.faults, [])
  })
}

test('a writer that writes in place is found', async () => {
  const [checkpoint] = WRITERS.filter(({ name }) => name === 'remembered checkpoint')
  assert.ok(checkpoint)
  const { open } = await import('node:fs/promises')
  const write = async (folder: string) => {
    const file = await open(join(folder, 'last-checkpoint'), 'w')
    await file.writeFile('faults.example/ledger\n2\nAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=\n')
    await file.close()
  }
  const swept = await sweep({ ...checkpoint, write }, (_, fault) => fault === 'EIO')
  assert.notDeepEqual(swept.faults, [])
})
