import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, readdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { Outage } from '@kelisim/terms'
import { replaceFile } from './atomic-file.ts'
import { recallCheckpoint, rememberCheckpoint } from './checkpoint-file.ts'
import { ForbiddenHost } from './egress.ts'
import { POLICY_FILE_BYTES_MAX } from './limits.ts'
import { logInFolder, logOverHttp } from './log-source.ts'
import { readPolicyFolder } from './policy-folder.ts'
import { folder } from './twin/folder.ts'
import { listen } from './twin/listen.ts'

const note = (size: number, root = 'cm9vdA=='): string =>
  `log.example\n${size}\n${root}\n\n— log.example AAAA\n`

async function write(dir: string, path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(join(dir, path, '..'), { recursive: true })
  await writeFile(join(dir, path), content)
}

test('the policy folder is read whole, in one order, with slashes', async () => {
  await using at = await folder()
  await write(at.path, 'texts/kk/b.md', 'ә')
  await write(at.path, 'policy.yaml', 'id: x')
  await write(at.path, 'texts/kk/a.md', 'а')
  await write(at.path, 'Z.md', 'z')
  await write(at.path, 'notes.txt', 'not policy')
  await write(at.path, '.hidden.yaml', 'no: no')
  const texts = await readPolicyFolder(at.path)
  assert.deepEqual(
    [...texts],
    [
      ['Z.md', 'z'],
      ['policy.yaml', 'id: x'],
      ['texts/kk/a.md', 'а'],
      ['texts/kk/b.md', 'ә'],
    ],
  )
})

test('a policy is never read in part: links, .yml, broken text, size and depth are faults', async () => {
  const spoil: readonly ((dir: string) => Promise<void>)[] = [
    (dir) => symlink('/etc/hostname', join(dir, 'link.md')),
    (dir) => symlink('/etc', join(dir, 'linked')),
    (dir) => write(dir, 'more.yml', 'a: 1'),
    (dir) => write(dir, 'broken.md', Uint8Array.from([0x61, 0xff])),
    async (dir) => {
      await write(dir, 'huge.md', '')
      await truncate(join(dir, 'huge.md'), POLICY_FILE_BYTES_MAX + 1)
    },
    (dir) => write(dir, 'a/b/c/d/e/f/g/deep.md', ''),
  ]
  for (const spoilt of spoil) {
    await using at = await folder()
    await write(at.path, 'policy.yaml', 'id: x')
    await spoilt(at.path)
    await assert.rejects(readPolicyFolder(at.path), /couldn’t read the policy/)
  }
  await using at = await folder()
  await assert.rejects(readPolicyFolder(join(at.path, 'absent')))
})

/** One history, whatever is asked; a test of two histories says so itself. */
const continues = async (): Promise<boolean> => true

test('a checkpoint is remembered and recalled byte for byte', async () => {
  await using at = await folder()
  const path = join(at.path, 'checkpoint')
  const at6 = note(6, 'b3RoZXI=')
  assert.equal(await recallCheckpoint(path), undefined)
  await rememberCheckpoint({ path, continues }, note(5))
  await rememberCheckpoint({ path, continues }, note(5))
  await rememberCheckpoint({ path, continues }, at6)
  assert.equal(await recallCheckpoint(path), at6)
  assert.deepEqual(await readdir(at.path), ['checkpoint'])
})

test('I3: an older checkpoint that comes later is no trouble and never takes the newer one’s place', async () => {
  await using at = await folder()
  const path = join(at.path, 'checkpoint')
  const asked: string[][] = []
  const remembering = {
    path,
    continues: async (older: string, newer: string) => {
      asked.push([older, newer])
      return true
    },
  }
  assert.equal(await rememberCheckpoint(remembering, note(6)), true)
  assert.equal(await rememberCheckpoint(remembering, note(5)), false)
  assert.deepEqual(asked, [[note(5), note(6)]], 'the older one is held against the newer one')
  assert.equal(await recallCheckpoint(path), note(6))
  // Twenty at once, in any order: what stays is the newest, and nobody fails.
  const sizes = Array.from({ length: 20 }, (_, place) => 7 + ((place * 7) % 20))
  await Promise.all(sizes.map(async (size) => await rememberCheckpoint(remembering, note(size))))
  assert.equal(await recallCheckpoint(path), note(26))
  assert.deepEqual(await readdir(at.path), ['checkpoint'])
})

test('I3: processes that write at once leave the newest checkpoint', async () => {
  await using at = await folder()
  const path = join(at.path, 'checkpoint')
  const module = new URL('./checkpoint-file.ts', import.meta.url).href
  const program = `
    import { rememberCheckpoint } from ${JSON.stringify(module)}
    const [path, first] = process.argv.slice(1)
    for (let size = Number(first); size < 24; size += 3) {
      const note = 'log.example\\n' + size + '\\ncm9vdA==\\n\\n— log.example AAAA\\n'
      await rememberCheckpoint({ path, continues: async () => true }, note)
    }`
  const codes = await Promise.all(
    [1, 2, 3].map(async (first) => {
      const child = spawn(
        process.execPath,
        ['--input-type=module', '-e', program, path, String(first)],
        { stdio: ['ignore', 'inherit', 'inherit'] },
      )
      return (await once(child, 'exit'))[0] as number
    }),
  )
  assert.deepEqual(codes, [0, 0, 0])
  assert.equal(await recallCheckpoint(path), note(23))
})

test('I3: another history is refused, be it older, newer or of the same size', async () => {
  await using at = await folder()
  const path = join(at.path, 'checkpoint')
  const never = { path, continues: async () => false }
  await rememberCheckpoint(never, note(6))
  for (const wrong of [
    note(5),
    note(7),
    note(6, 'b3RoZXI='),
    note(7).replace('log.example\n', 'other.example\n'),
    'log.example\n07\nx\n',
    'log.example\n-1\nx\n',
    '',
  ]) {
    await assert.rejects(rememberCheckpoint(never, wrong))
  }
  assert.equal(await recallCheckpoint(path), note(6))
  // What the sequencer has verified is not asked again.
  await rememberCheckpoint({ ...never, verified: note(6) }, note(7))
  assert.equal(await recallCheckpoint(path), note(7))
})

test('a replaced file is old or new at every moment, never half', async () => {
  await using at = await folder()
  const path = join(at.path, 'file')
  const contents = ['a'.repeat(50_000), 'b'.repeat(50_000)]
  await replaceFile(path, Buffer.from(contents[0] ?? ''), { mode: 0o644 })
  let isDone = false
  const writing = (async () => {
    for (let round = 0; round < 20; round++) {
      await replaceFile(path, Buffer.from(contents[round % 2] ?? ''), { mode: 0o644 })
    }
    isDone = true
  })()
  let reads = 0
  while (!isDone) {
    assert.ok(contents.includes(await readFile(path, 'utf8')))
    reads += 1
  }
  await writing
  assert.ok(reads > 0)
  assert.deepEqual(await readdir(at.path), ['file'])
})

test('a failed replacement leaves the old file and no other', async () => {
  await using at = await folder()
  await mkdir(join(at.path, 'taken', 'full'), { recursive: true })
  await assert.rejects(replaceFile(join(at.path, 'taken'), new Uint8Array(1), { mode: 0o644 }))
  assert.deepEqual(await readdir(at.path), ['taken'])
})

test('a log is read alike from a folder and over HTTP (C2SP tlog-tiles)', async () => {
  await using at = await folder()
  await write(at.path, 'checkpoint', note(1))
  await write(at.path, 'tile/0/000.p/1', new Uint8Array(32).fill(7))
  await write(at.path, 'tile/entries/x001/000', 'e')
  await using server = await listen(async (heard, response) => {
    try {
      response.end(await readFile(join(at.path, heard.path.replace('/log/', ''))))
    } catch {
      // What is not in the folder is not on the server.
      response.writeHead(404).end()
    }
  })
  const sources = [
    logInFolder(at.path),
    logOverHttp(`${server.url}/log`),
    logOverHttp(`${server.url}/log/`),
  ]
  for (const source of sources) {
    assert.deepEqual(await source.read('tile/0/000.p/1'), Buffer.alloc(32, 7))
    assert.equal(Buffer.from((await source.read('checkpoint')) ?? []).toString(), note(1))
    assert.equal((await source.read('tile/entries/x001/000'))?.length, 1)
    assert.equal(await source.read('tile/0/001'), undefined)
    assert.equal(await source.read('checkpoint/x'), undefined)
  }
})

test('a log in trouble is an outage, not a shorter log', async () => {
  for (const status of [500, 503, 403, 301]) {
    await using server = await listen((_heard, response) => {
      response.writeHead(status, { location: '/other' }).end('x')
    })
    await assert.rejects(logOverHttp(server.url).read('checkpoint'), Outage)
  }
  await using silent = await listen(() => {})
  await assert.rejects(logOverHttp(silent.url, 100).read('checkpoint'), Outage)
  await using at = await folder()
  await mkdir(join(at.path, 'checkpoint'))
  await assert.rejects(logInFolder(at.path).read('checkpoint'), Outage)
})

test('a path never leaves the log, and a log is read by https or from this machine', async () => {
  await using at = await folder()
  await chmod(at.path, 0o700)
  for (const path of [
    '../secret',
    '/etc/passwd',
    'tile/../../x',
    'a//b',
    '',
    'tile/0/%2e%2e',
    'x?y',
  ]) {
    await assert.rejects(logInFolder(at.path).read(path), /not of a log/, path)
    await assert.rejects(logOverHttp('http://127.0.0.1:1').read(path), /not of a log/, path)
  }
  assert.throws(() => logOverHttp('http://log.example'), ForbiddenHost)
  assert.throws(() => logOverHttp('nonsense'), ForbiddenHost)
})
