/**
 * An officer takes a field out of a purpose, another approves and publishes, and both servers follow.
 */
import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { DEMO_LOGINS } from '@kelisim/house'
import { messages } from '@kelisim/messages'
import { findingWords } from '@kelisim/policy'
import { DESK, editionPath } from '@kelisim/screens'
import { timeCode } from '@kelisim/work'
import type { Browser, Page } from 'playwright-core'
import { openBrowser, type Walk, walk } from './browser.ts'
import { type RunningServer, startServer } from './running-server.ts'

const FOLDER = new URL('../policy/proleads', import.meta.url).pathname
const FIELD = 'marital_status'
const WORDS = messages('kk')
const { act, findings, conflict } = WORDS.deskPolicy

async function signIn(
  browser: Browser,
  server: RunningServer,
  login: string,
  faults: string[],
  scripts: boolean,
): Promise<Walk> {
  const known = DEMO_LOGINS.find((one) => one.login === login)
  assert.ok(known)
  const context = await browser.newContext({ baseURL: server.url, javaScriptEnabled: scripts })
  const page = await context.newPage()
  await page.goto(`${DESK.login}?lang=kk`)
  await page.fill('#login', known.login)
  await page.fill('#password', known.password)
  await page.fill('#code', timeCode(known.totpBase32, Date.now()))
  await page.locator('main form button[type=submit]').first().click()
  await page.waitForURL(/\/desk\/(?!login)/)
  return walk(page, faults, scripts)
}

async function press(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: text, exact: true }).click()
  await page.waitForLoadState()
}

async function main(page: Page): Promise<string> {
  return await page.locator('main').innerText()
}

async function versionOf(server: RunningServer): Promise<number> {
  const response = await fetch(`${server.url}/v1/policy`)
  const body = (await response.json()) as { version: number }
  return body.version
}

test('a purpose is edited, proposed, approved by another officer and in force on two servers within a second', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'kelisim-policy-'))
  const folder = join(parent, 'policy')
  await cp(FOLDER, folder, { recursive: true })
  const environment = { KELISIM_POLICY: folder }
  try {
    await using server = await startServer(environment)
    await using other = await startServer({ ...environment, KELISIM_DATA: server.folder })
    await using browser = await openBrowser()
    const faults: string[] = []
    const before = await versionOf(server)
    const one = await signIn(browser, server, 'saparova', faults, true)
    const edition = await editsAndProposes(one)
    const two = await signIn(browser, server, 'omarov', faults, false)
    await isToldOfAConflict(two, one.page)
    await two.page.goto(edition)
    await two.look('edition to approve')
    await press(two.page, act.approve)
    await press(two.page, act.publish)
    const published = Date.now()
    while ((await versionOf(other)) === before) {
      assert.ok(Date.now() - published < 1_000, 'the other server follows within a second')
    }
    assert.equal(await versionOf(server), before + 1)
    assert.equal(await versionOf(other), before + 1)
    await everythingFollowed(other, folder)
    await two.page.goto(DESK.policy)
    await two.look('versions')
    assert.match(await main(two.page), new RegExp(`${before + 1}-нұсқа`))
    await clerkIsRefused(browser, server, faults)
    assert.deepEqual(faults, [])
  } finally {
    await rm(parent, { recursive: true, force: true })
  }
})

/** Takes the field out, is refused without an approval, writes it down, proposes. */
async function editsAndProposes({ page, look }: Walk): Promise<string> {
  await page.goto(DESK.policy)
  await look('versions')
  await press(page, WORDS.deskPolicy.begin.button)
  const edition = new URL(page.url()).pathname
  await look('edition')
  await press(page, act.propose)
  assert.match(await main(page), new RegExp(WORDS.refusals.policy_faulty.text))
  await page.goto(`${edition}/purposes/contract`)
  await look('purpose')
  await page.uncheck(`input[name=fields][value=${FIELD}]`)
  await page.fill('#consentDays', 'көп')
  await press(page, act.save)
  assert.match(await main(page), new RegExp(WORDS.deskPolicy.purpose.notWhole))
  assert.equal(await page.isChecked(`input[name=fields][value=${FIELD}]`), false)
  await page.fill('#consentDays', '30')
  await press(page, act.save)
  assert.match(await main(page), new RegExp(act.saved))
  await readsTheFinding(page, edition)
  for (const part of ['fields', 'words', 'files?file=fields.yaml&line=130', 'recipients/samal']) {
    await page.goto(`${edition}/${part}`)
    await look(part)
  }
  await page.goto(`${edition}/head`)
  await page.fill('#number', '7')
  await page.fill('#date', new Date(Date.now() + 5 * 3_600_000).toISOString().slice(0, 10))
  await page.fill('#approver', 'Директор (DEMO)')
  await press(page, act.save)
  await look('head')
  assert.doesNotMatch(await main(page), new RegExp(findings.errors(1).slice(0, 5)))
  await page.goto(`${edition}/preview?in=kk`)
  await look('preview')
  await page.goto(`${edition}/changes`)
  await look('changes')
  assert.match(await main(page), new RegExp(FIELD))
  await page.goto(edition)
  await press(page, act.propose)
  assert.match(await main(page), new RegExp(act.own))
  assert.equal(await page.getByRole('button', { name: act.approve, exact: true }).count(), 0)
  return edition
}

/** A wrong ground, written by hand, is refused in the language of the page (L-16); it is mended after. */
async function readsTheFinding(page: Page, edition: string): Promise<void> {
  const wrong = { code: 'ground_not_in_law', params: {} }
  const write = async (one: string, other: string) => {
    await page.goto(`${edition}/files?file=purposes.yaml&line=1`)
    const text = await page.inputValue('main textarea')
    await page.fill('main textarea', text.replace(`ground: ${one}`, `ground: ${other}`))
    await press(page, act.save)
  }
  await write('consent', 'contract')
  for (const language of ['ru', 'en', 'kk'] as const) {
    await page.goto(`${edition}?lang=${language}`)
    const { what, todo } = findingWords(wrong, language)
    const said = await main(page)
    assert.ok(said.includes(wrong.code) && said.includes(what) && said.includes(todo), said)
  }
  await write('contract', 'consent')
  assert.doesNotMatch(await main(page), new RegExp(wrong.code))
}

/** Two officers save one draft from the same page: the second is told and what they wrote is kept on the page. */
async function isToldOfAConflict({ page, look }: Walk, first: Page): Promise<void> {
  await page.goto(DESK.policy)
  await press(page, WORDS.deskPolicy.begin.button)
  const draft = new URL(page.url()).pathname
  await page.goto(`${draft}/purposes/contract`)
  await first.goto(`${draft}/purposes/contract`)
  await first.fill('#title-kk', 'Шарт жасасу')
  await press(first, act.save)
  await page.fill('#title-kk', 'Басқа атау')
  await press(page, act.save)
  await look('conflict')
  const said = await main(page)
  assert.match(said, new RegExp(conflict.heading))
  assert.match(said, /Сапарова/)
  assert.match((await page.locator('main details').textContent()) ?? '', /Басқа атау/)
  assert.equal(await page.inputValue('#title-kk'), 'Шарт жасасу')
  await page.goto(draft)
  await press(page, act.discard)
}

async function everythingFollowed(other: RunningServer, folder: string): Promise<void> {
  const fields = await readFile(join(folder, 'controls.yaml'), 'utf8')
  assert.equal(fields.includes(FIELD), false, 'the folder is brought to what is in force')
  assert.match(fields, /^# The ticks of the consent step/)
  const texts = await (await fetch(`${other.url}/v1/consents?language=kk`)).text()
  assert.equal(texts.includes(FIELD), false)
}

async function clerkIsRefused(
  browser: Browser,
  server: RunningServer,
  faults: string[],
): Promise<void> {
  const { page, look } = await signIn(browser, server, 'kim', faults, true)
  const response = await page.goto(DESK.policy)
  assert.equal(response?.status(), 403)
  await look('a clerk is refused')
  assert.match(await main(page), /7\.3\(8\)|94-V/)
  const edition = editionPath('01a2049e-e5db-7e68-91b5-f1e70888e0d6', 'head')
  assert.equal((await page.goto(edition))?.status(), 403)
}
