/** Judged here: a running witness, asked over HTTP by a log, also by a lying one. */
import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import {
  consistencyProof,
  formatCheckpoint,
  formatSubmission,
  grow,
  hearCosignatures,
  leafHash,
  newSigner,
  newVerifier,
  openNote,
  signNote,
  tilePath,
  type Verifier,
} from '@kelisim/ledger'
import { readConfig } from './config.ts'
import { Memory, originHash } from './memory.ts'
import { startWitness, type Witness } from './witness.ts'

const ORIGIN = 'kelisim.example/ledger'
const LOG = newSigner(ORIGIN, new Uint8Array(32).fill(7))
const verifier = (vkey: string): Verifier => newVerifier(vkey) ?? assert.fail(vkey)

/** A log of `size` entries; the histories of two salts differ from entry 3 on. */
function history(size: number, salt = '') {
  const entries = Array.from({ length: size }, (_, at) => Buffer.from(`${at}${at < 3 ? '' : salt}`))
  const growth = grow(0, [], entries.map(leafHash))
  const tiles = new Map(growth.tiles.map((tile) => [tilePath({ ...tile, width: 256 }), tile.bytes]))
  const body = formatCheckpoint({ origin: ORIGIN, size, root: growth.root })
  return {
    checkpoint: signNote(body, [LOG]),
    proof: async (old: number) =>
      await consistencyProof(async (id) => tiles.get(tilePath({ ...id, width: 256 })), old, size),
  }
}

async function ask(witness: Witness, oldSize: number, size: number, salt = '') {
  const { checkpoint, proof } = history(size, salt)
  const body = formatSubmission({ oldSize, proof: await proof(oldSize), checkpoint })
  const answer = await fetch(`${witness.url}/add-checkpoint`, { method: 'POST', body })
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    text: await answer.text(),
    checkpoint,
  }
}

async function within(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-witness-'))
  try {
    await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function configOf(state: string) {
  const variables = { WITNESS_NAME: 'w.example/1', WITNESS_STATE: state, WITNESS_LOGS: LOG.vkey }
  const read = readConfig({ ...variables, PORT: '0' })
  assert.ok('config' in read)
  return read.config
}

test('a growing log is cosigned with both keys, and remembered over a restart (C2SP tlog-witness)', async () => {
  await within(async (folder) => {
    {
      await using witness = await startWitness(configOf(folder), () => 1_790_000_000)
      const first = await ask(witness, 0, 5)
      assert.equal(first.status, 200)
      const heard = hearCosignatures(
        first.checkpoint,
        Buffer.from(first.text),
        witness.vkeys.map(verifier),
      )
      assert.ok(heard.ok && heard.lines.length === 2)
    }
    await using witness = await startWitness(configOf(folder))
    const stale = await ask(witness, 0, 9)
    assert.deepEqual([stale.status, stale.type, stale.text], [409, 'text/x.tlog.size', '5\n'])
    assert.equal((await ask(witness, 5, 9)).status, 200)
    const newest = await fetch(`${witness.url}/${originHash(ORIGIN)}/checkpoint`)
    const opened = openNote(await newest.text(), witness.vkeys.map(verifier))
    assert.ok(opened.ok && opened.body.startsWith(`${ORIGIN}\n9\n`))
  })
})

test('a log that shows a second history is refused, and it is said aloud (I3)', async () => {
  await within(async (folder) => {
    const said: string[] = []
    await using witness = await startWitness(
      configOf(folder),
      () => 1,
      (line) => said.push(line),
    )
    assert.equal((await ask(witness, 0, 6)).status, 200)
    assert.equal((await ask(witness, 6, 9, 'forged')).status, 422)
    assert.equal((await ask(witness, 6, 6, 'forged')).status, 409)
    assert.equal(said.length, 2)
    assert.ok(said.every((line) => line.startsWith(ORIGIN)))
    assert.equal((await ask(witness, 6, 9)).status, 200)
  })
})

test('of submissions at once each is judged on what the one before left (C2SP tlog-witness)', async () => {
  await within(async (folder) => {
    await using witness = await startWitness(configOf(folder))
    const answers = await Promise.all(
      [4, 5, 6, 7, 8].map(async (size) => await ask(witness, 0, size)),
    )
    assert.equal(answers.filter(({ status }) => status === 200).length, 1)
    assert.equal(answers.filter(({ status }) => status === 409).length, 4)
  })
})

test('a head that cannot be read stops the witness: it never forgets (I3)', async () => {
  await within(async (folder) => {
    {
      await using witness = await startWitness(configOf(folder))
      await ask(witness, 0, 5)
    }
    const [head = ''] = (await readdir(folder)).filter((name) => name.endsWith('.head'))
    const whole = await readFile(join(folder, head), 'utf8')
    await writeFile(join(folder, head), whole.slice(0, -5))
    await assert.rejects(startWitness(configOf(folder)), /damaged/)
    // A copy that a crash left beside is nobody's promise.
    await writeFile(join(folder, head), whole)
    await writeFile(join(folder, `${head}.new`), 'half')
    assert.equal((await Memory.open(folder)).head(ORIGIN)?.size, 5)
  })
})

test('only whole settings start a witness, with every fault named at once', () => {
  const read = readConfig({ PORT: '99999' })
  assert.ok('faults' in read)
  assert.equal(read.faults.length, 4)
})

test('other addresses, methods and huge bodies get a plain answer', async () => {
  await within(async (folder) => {
    await using witness = await startWitness(configOf(folder))
    assert.equal((await fetch(`${witness.url}/nothing`)).status, 404)
    assert.equal((await fetch(`${witness.url}/keys`, { method: 'DELETE' })).status, 405)
    const nonsense = { method: 'POST', body: 'old x\n\nx' }
    assert.equal((await fetch(`${witness.url}/add-checkpoint`, nonsense)).status, 400)
    const huge = { method: 'POST', body: 'x'.repeat(500_000) }
    assert.equal((await fetch(`${witness.url}/add-checkpoint`, huge)).status, 413)
  })
})
