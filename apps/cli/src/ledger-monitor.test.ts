/** A lender and a person follow the log from outside: what is new about them, and that nothing old has changed. */
import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import {
  inclusionProof,
  makeReceipt,
  newSigner,
  type TileId,
  tilePath,
  tileWidth,
} from '@kelisim/ledger'
import { logInFolder } from '@kelisim/outside'
import { exportLog, ORIGIN, signer } from './exported-log.test-data.ts'
import { type Ran, runCli } from './run-cli.ts'

const HANDLE = 'h'.repeat(43)

/** Every third is sent to one lender, every seventh is about one person, every eleventh is the lender's own act. */
function entries(size: number): Buffer[] {
  return Array.from({ length: size }, (_, n) => {
    const actor = n % 11 === 0 ? { id: 'samal', role: 'recipient' } : { id: 'self', role: 'system' }
    const recipient = n % 3 === 0 ? { recipient: 'samal' } : {}
    const subject = n % 7 === 0 ? { subject: HANDLE } : {}
    const entry = {
      actor,
      at: 'then',
      id: String(n),
      kind: 'sample',
      ...recipient,
      ...subject,
      v: 1,
    }
    return Buffer.from(JSON.stringify(entry))
  })
}

function ownIn({ json }: Ran): readonly number[] {
  return (json as { own: { index: number }[] }).own.map(({ index }) => index)
}

test('ledger monitor tells a lender and a person what is new about them, and only that (R-85, L-6)', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-cli-monitor-'))
  const log = join(folder, 'log')
  const monitor = async (who: string, ...more: string[]) =>
    await runCli([
      'ledger',
      'monitor',
      '--from',
      log,
      '--memory',
      join(folder, who),
      '--json',
      ...more,
    ])
  try {
    await exportLog(log, entries(300))
    const first = await monitor('lender', '--recipient', 'samal')
    assert.equal(first.code, 0, first.err)
    assert.match(first.err, /the key comes from the log itself/)
    const isLenders = (n: number) => n % 3 === 0 || n % 11 === 0
    const all = Array.from({ length: 600 }, (_, n) => n)
    assert.deepEqual(ownIn(first), all.slice(0, 300).filter(isLenders))
    await exportLog(log, entries(600))
    const next = await monitor('lender', '--recipient', 'samal')
    assert.deepEqual(ownIn(next), all.slice(300).filter(isLenders))
    assert.deepEqual(ownIn(await monitor('lender', '--recipient', 'samal')), [])

    const receipt = join(folder, 'receipt.json')
    await writeFile(receipt, await receiptOf(log, 600))
    const person = await monitor('person', '--receipt', receipt, '--key', signer.vkey)
    assert.deepEqual(
      ownIn(person),
      all.filter((n) => n % 7 === 0),
    )
    assert.equal(person.err, '')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

/** Of the entry 0, which is about the person. */
async function receiptOf(log: string, size: number): Promise<string> {
  const { read } = logInFolder(log)
  const tile = async (id: Omit<TileId, 'width'>) =>
    await read(tilePath({ ...id, width: tileWidth(size, id.level, id.index) }))
  const receipt = makeReceipt({
    log: { origin: ORIGIN, vkey: signer.vkey },
    entry: entries(1)[0] ?? Buffer.alloc(0),
    index: 0,
    proof: await inclusionProof(tile, 0, size),
    checkpoint: await readFile(join(log, 'checkpoint'), 'utf8'),
  })
  return JSON.stringify(receipt)
}

test('a log that forgot, rewrote or changed its key is refused, and the memory stays (I3, R-82)', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-cli-monitor-'))
  const [log, memory] = [join(folder, 'log'), join(folder, 'memory')]
  const monitor = async () =>
    await runCli(['ledger', 'monitor', '--from', log, '--memory', memory, '--json'])
  try {
    await exportLog(log, entries(300))
    assert.equal((await monitor()).code, 0)
    const known = await readFile(memory, 'utf8')
    const rewritten = entries(400).with(5, Buffer.from('{"v":1,"actor":{}}'))
    const cases = [
      [entries(299), signer, 'shrunk'],
      [rewritten, signer, 'other_history'],
      [entries(400), newSigner(ORIGIN, new Uint8Array(32).fill(6)), 'remembered_refused'],
    ] as const
    for (const [served, signedBy, fault] of cases) {
      await exportLog(log, served, signedBy)
      const answer = await monitor()
      assert.deepEqual([answer.code, (answer.json as { fault: string }).fault], [1, fault])
      assert.equal(await readFile(memory, 'utf8'), known)
    }
    await exportLog(log, [...entries(300), Buffer.from('not of ours')])
    const unreadable = await monitor()
    assert.equal(unreadable.code, 1)
    assert.match(unreadable.err, /an entry of an unknown format/)
    assert.equal((await runCli(['ledger', 'monitor', '--from', log])).code, 2)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
