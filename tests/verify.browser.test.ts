/** Judged here: a person checks a receipt in their own browser, in three languages; nothing is sent. */
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import {
  decodeBundle,
  entryBundlePath,
  inclusionProof,
  makeReceipt,
  newSigner,
  openCheckpoint,
  newVerifier,
  shortNote,
  tilePath,
  tileWidth,
} from '@kelisim/ledger'
import { messages } from '@kelisim/messages'
import { logOverHttp } from '@kelisim/outside'
import { LANGUAGES } from '@kelisim/terms'
import { openBrowser, walk } from './browser.ts'
import { startServer } from './running-server.ts'

const WITNESSED_MS_MAX = 30_000

/** The newest head that witnesses have signed; they come up after the server. */
async function witnessedAt(url: string): Promise<string> {
  const until = Date.now() + WITNESSED_MS_MAX
  for (;;) {
    const answer = await fetch(`${url}/ledger/witnessed`)
    if (answer.ok) return await answer.text()
    assert.ok(Date.now() < until, 'the witnesses sign within the time')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** A receipt made from outside, out of what the log publishes. */
async function receiptFrom(url: string): Promise<{ vkey: string; receipt: string }> {
  const source = logOverHttp(`${url}/ledger`)
  const vkey = Buffer.from((await source.read('key')) ?? assert.fail())
    .toString()
    .trim()
  const checkpoint = shortNote(await witnessedAt(url))
  const opened = openCheckpoint(checkpoint, newVerifier(vkey) ?? assert.fail())
  assert.ok(opened.ok)
  const { size, origin } = opened
  const width = Math.min(256, size)
  const bundle = (await source.read(entryBundlePath(0, width))) ?? assert.fail()
  const proof = await inclusionProof(
    async ({ level, index }) =>
      await source.read(tilePath({ level, index, width: tileWidth(size, level, index) })),
    2,
    size,
  )
  const entry = decodeBundle(bundle)?.[2] ?? assert.fail()
  const receipt = makeReceipt({ log: { origin, vkey }, entry, index: 2, proof, checkpoint })
  return { vkey, receipt: JSON.stringify(receipt, undefined, 2) }
}

test('a receipt is checked on the device, in kk, ru and en, and nothing leaves it (L-1, R-85)', async () => {
  await using server = await startServer()
  const plain = await (await fetch(`${server.url}/verify?lang=en`)).text()
  assert.match(plain, /<noscript>.*npx kelisim ledger check FILE/s, 'without scripts: the command')
  const { vkey, receipt } = await receiptFrom(server.url)
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-receipt-'))
  const [good, spoiled] = [join(folder, 'good.json'), join(folder, 'spoiled.json')]
  await writeFile(good, receipt)
  await writeFile(
    spoiled,
    receipt.replace(/"entry": "(.)/, (_, first) => `"entry": "${first === 'e' ? 'f' : 'e'}`),
  )
  await using browser = await openBrowser()
  const faults: string[] = []
  try {
    for (const language of LANGUAGES) {
      const { verify } = messages(language)
      const page = await (await browser.newContext({ baseURL: server.url })).newPage()
      const { look } = walk(page, faults, true)
      const sent: string[] = []
      page.on('request', (request) => {
        if (request.method() !== 'GET') sent.push(request.url())
      })
      await page.goto(`/verify?lang=${language}`)
      const check = async (file: string, key: string) => {
        await page.setInputFiles('#receipt', file)
        await page.fill('#key', key)
        await page.click('main form button[type=submit]')
      }
      await check(good, vkey)
      await page.getByRole('heading', { name: verify.good, exact: true }).waitFor()
      const shown = await page.locator('[data-good]').innerText()
      assert.ok(shown.includes(verify.keyKnown) && shown.includes('officer'), shown)
      await look('a receipt that holds')
      await check(spoiled, '')
      await page.getByRole('heading', { name: verify.bad, exact: true }).waitFor()
      await look('a receipt that does not hold')
      assert.ok(!(await page.locator('[data-good]').isVisible()))
      await check(good, newSigner('x', new Uint8Array(32)).vkey)
      await page.getByText(verify.fault.other_key).waitFor()
      assert.deepEqual(sent, [])
      await page.context().close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  assert.deepEqual(faults, [])
})
