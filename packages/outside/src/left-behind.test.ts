/** What a killed writer leaves beside a file: found by its form, wiped, removed; nothing else is touched. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { link, mkdir, open, readdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { moment } from '@kelisim/terms'
import { openOrMakeKeyFile } from './key-file.ts'
import { passphraseLock } from './keys/key-lock.ts'
import { sweepLeftBehind } from './left-behind.ts'
import { folder } from './twin/folder.ts'

const making = (path: string) => ({
  path,
  operator: 'op',
  locks: [passphraseLock(new TextEncoder().encode('correct horse battery staple'))] as const,
  at: moment(1_800_000_000_000),
  random: (bytes: number) => new Uint8Array(randomBytes(bytes)),
})
const isTemporary = (name: string) => name.startsWith('.keys.')

/** A process that replaces the file over and over until it is killed. */
function writer(path: string) {
  const module = new URL('./atomic-file.ts', import.meta.url).href
  const program = `
    import { replaceFile } from ${JSON.stringify(module)}
    for (;;) await replaceFile(process.argv[1], new Uint8Array(60000).fill(7), { mode: 0o600 })`
  return spawn(process.execPath, ['--input-type=module', '-e', program, path], { stdio: 'ignore' })
}

test('I5: a copy of the keys that a killed writer left is wiped and removed when the file is opened', async () => {
  await using at = await folder()
  const path = join(at.path, 'keys')
  await openOrMakeKeyFile(making(path))
  const bytes = await readFile(path)
  let left: string | undefined
  for (let tries = 0; left === undefined && tries < 20; tries++) {
    const child = writer(join(at.path, 'keys'))
    while (!(await readdir(at.path)).some(isTemporary)) await sleep(1)
    const dead = once(child, 'exit')
    child.kill('SIGKILL')
    await dead
    left = (await readdir(at.path)).find(isTemporary)
  }
  assert.ok(left, 'no writer was killed in the middle')
  await writeFile(path, bytes)
  const copy = await open(join(at.path, left), 'r')
  try {
    await openOrMakeKeyFile(making(path))
    assert.ok((await copy.readFile()).every((byte) => byte === 0))
  } finally {
    await copy.close()
  }
  assert.deepEqual(await readdir(at.path), ['keys'])
  assert.deepEqual(await readFile(path), bytes)
})

test('only regular files of our own form go, and none that a living process writes', async () => {
  await using at = await folder()
  const path = join(at.path, 'keys')
  await writeFile(path, 'living')
  const gone = 2 ** 22 + 1
  const names = {
    dead: `.keys.${gone}.${randomUUID()}`,
    aliveElsewhere: `.keys.${process.ppid}.${randomUUID()}`,
    fresh: `.keys.${randomUUID()}`,
    old: `.keys.${randomUUID()}`,
    folder: `.keys.${gone}.${randomUUID()}`,
    symbolic: `.keys.${gone}.${randomUUID()}`,
    linked: `.keys.${gone}.${randomUUID()}`,
    otherFile: `.keys2.${gone}.${randomUUID()}`,
    otherForm: '.keys.backup',
    visible: `keys.${gone}.${randomUUID()}`,
  }
  const { folder: made, symbolic, linked, ...files } = names
  for (const name of Object.values(files)) await writeFile(join(at.path, name), name)
  await mkdir(join(at.path, made))
  await symlink(path, join(at.path, symbolic))
  // Killed after the link and before the removal: both names are the living file.
  await link(path, join(at.path, linked))
  await utimes(join(at.path, names.old), 1, 1)
  assert.equal(await sweepLeftBehind(path, true), 3)
  const stay = [
    'keys',
    names.aliveElsewhere,
    names.fresh,
    made,
    symbolic,
    names.otherFile,
    names.otherForm,
    names.visible,
  ]
  assert.deepEqual((await readdir(at.path)).toSorted(), stay.toSorted())
  assert.equal(await readFile(path, 'utf8'), 'living')
  assert.equal(await sweepLeftBehind(join(at.path, 'none', 'keys'), true), 0)
})
