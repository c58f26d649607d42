/** A published log is verified from a folder and over HTTP; one changed byte is found and named. */
import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { entryBundlePath, newSigner, TILE_WIDTH } from '@kelisim/ledger'
import { exportLog, ORIGIN, signer } from './exported-log.test-data.ts'
import { runCli } from './run-cli.ts'

const SIZE = 700
const ENTRIES = Array.from({ length: SIZE }, (_, at) => Buffer.from(`{"n":${at}}`))

async function serve(folder: string) {
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/^\/ledger\//, '')
    readFile(join(folder, path)).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  const stop = async () => {
    server.closeAllConnections()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  }
  return { url: `http://127.0.0.1:${address.port}`, stop }
}

test('ledger verify finds a whole log whole, in a folder and over HTTP, and names a changed byte (R-82)', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-cli-log-'))
  await exportLog(folder, ENTRIES)
  const site = await serve(folder)
  try {
    const [inFolder, overHttp, wholeSite, otherKey] = await Promise.all([
      runCli(['ledger', 'verify', '--from', folder, '--key', signer.vkey, '--json']),
      runCli(['ledger', 'verify', '--from', `${site.url}/ledger`, '--json']),
      runCli(['ledger', 'verify', '--from', site.url, '--key', signer.vkey, '--json']),
      runCli([
        'ledger',
        'verify',
        '--from',
        folder,
        '--key',
        newSigner(ORIGIN, new Uint8Array(32).fill(6)).vkey,
        '--json',
      ]),
    ])
    const good = inFolder.json as Record<string, unknown>
    assert.deepEqual(
      [inFolder.code, good['ok'], good['size'], good['firstBad']],
      [0, true, SIZE, null],
    )
    assert.equal(good['keyKnown'], true)
    assert.equal(inFolder.err, '')
    assert.equal(overHttp.code, 0, overHttp.err)
    assert.equal((overHttp.json as Record<string, unknown>)['root'], good['root'])
    assert.equal((overHttp.json as Record<string, unknown>)['keyKnown'], false)
    assert.match(overHttp.err, /the key comes from the log itself/)
    assert.equal(wholeSite.code, 0, wholeSite.err)
    assert.equal(otherKey.code, 1)

    const bundle = join(folder, entryBundlePath(1, TILE_WIDTH))
    const bytes = await readFile(bundle)
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
    await writeFile(bundle, bytes)
    for (const from of [folder, site.url]) {
      const bad = await runCli(['ledger', 'verify', '--from', from, '--key', signer.vkey, '--json'])
      const said = bad.json as { ok: boolean; firstBad: { what: string; index: number } }
      assert.equal(bad.code, 1)
      assert.equal(said.ok, false)
      assert.deepEqual([said.firstBad.what, said.firstBad.index], ['entry', 511])
    }
    const spoken = await runCli([
      'ledger',
      'verify',
      '--from',
      folder,
      '--key',
      signer.vkey,
      '--lang',
      'kk',
    ])
    assert.match(spoken.out, /511/)
  } finally {
    await site.stop()
    await rm(folder, { recursive: true, force: true })
  }
})

test('a log that is nowhere, an address that is none and a key that is none are told apart from a bad log', async () => {
  const [nowhere, noAddress, noKey] = await Promise.all([
    runCli(['ledger', 'verify', '--from', join(tmpdir(), 'kelisim-no-such-log')]),
    runCli(['ledger', 'verify', '--from', 'ftp://127.0.0.1/']),
    runCli(['ledger', 'verify', '--from', tmpdir(), '--key', 'nonsense']),
  ])
  assert.deepEqual([nowhere.code, noAddress.code, noKey.code], [2, 2, 2])
})
