/**
 * One person's life in a real browser against the running product, three times: in Kazakh with every
 * page looked at, in Russian without JavaScript, in English by keyboard. Then nothing of them is left.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DEMO_LOGINS, type SyntheticPerson, syntheticPerson } from '@kelisim/house'
import { verifyLog } from '@kelisim/ledger'
import { messages } from '@kelisim/messages'
import { logOverHttp } from '@kelisim/outside'
import { CABINET, DESK, PUBLIC, revealPath } from '@kelisim/screens'
import type { Language } from '@kelisim/terms'
import { timeCode } from '@kelisim/work'
import type { Browser, Page } from 'playwright-core'
import { openBrowser, tabTo, type Walk, walk } from './browser.ts'
import { type RunningServer, startServer } from './running-server.ts'
import { filesWith } from './whole-database.ts'

/** A demo lender accepts this amount and pays it out. */
const PAID_OUT_TENGE = 10_001
const WAIT_MS = 20_000
const SUBMIT = 'main form button[type=submit]'

interface Life {
  readonly language: Language
  readonly person: SyntheticPerson
  readonly walk: Walk
}

/** Names that no demo person and no text of the product has, so that finding one means something. */
function personOf(ordinal: number, surname: string, name: string): SyntheticPerson {
  const person = syntheticPerson(ordinal, '1991-05-14')
  assert.ok(person !== undefined)
  return { ...person, values: { ...person.values, last_name: surname, first_name: name } }
}

const PEOPLE = {
  kk: personOf(7_001, 'Ыңғайжақова', 'Ұлбосынай'),
  ru: personOf(7_002, 'Щёкиноваева', 'Ефросинья'),
  en: personOf(7_003, 'Квиллфезерова', 'Зиновейя'),
} as const

async function lifeOf(
  browser: Browser,
  server: RunningServer,
  language: Language,
  options: { readonly scripts: boolean; readonly faults: string[] },
): Promise<Life> {
  const context = await browser.newContext({
    baseURL: server.url,
    javaScriptEnabled: options.scripts,
  })
  const page = await context.newPage()
  await page.goto(`${PUBLIC.home}?lang=${language}`)
  const withAxe = language === 'kk'
  return { language, person: PEOPLE[language], walk: walk(page, options.faults, withAxe) }
}

async function send({ page }: Walk): Promise<void> {
  await page.locator(SUBMIT).first().click()
}

async function apply(server: RunningServer, { person, walk: { page, look }, ...life }: Life) {
  const byKeyboard = life.language === 'en'
  const to = { page, look }
  await look('home')
  await page.goto(`${PUBLIC.apply}?amount=${PAID_OUT_TENGE}&days=10`)
  await look('amount')
  await send(to)
  await look('phone')
  if (byKeyboard) {
    await tabTo(page, 'phone')
    await page.keyboard.type(person.phone)
    await page.keyboard.press('Enter')
  } else {
    await page.fill('#phone', person.phone)
    await send(to)
  }
  await page.waitForURL(`**${PUBLIC.code}`)
  await look('code')
  await page.fill('#code', await server.codeFor(person.phone))
  await send(to)
  await look('about')
  for (const [field, value] of Object.entries(person.values)) await page.fill(`#${field}`, value)
  await send(to)
  await page.waitForURL(`**${PUBLIC.consents}`)
  await look('consents')
  const ticked = await page.locator('input[type=checkbox]:checked').count()
  assert.equal(ticked, 0, 'nothing is ticked beforehand (art. 8(4))')
  for (const control of ['contract', 'recipient-samal', 'recipient-qarlygash']) {
    if (byKeyboard) {
      await page.focus(`#consent-${control}`)
      await page.keyboard.press('Space')
    } else await page.check(`#consent-${control}`)
  }
  await send(to)
  await page.waitForURL(`**${PUBLIC.check}`)
  await look('check')
  await send(to)
  await page.waitForURL(`**${PUBLIC.sent}`)
  await look('sent')
}

/** Waits for the lender; the person only reloads. */
async function isServed({ language, walk: { page } }: Life): Promise<void> {
  const issued = messages(language).cabinet.recipients.state.issued
  const until = Date.now() + WAIT_MS
  for (;;) {
    await page.goto(CABINET.recipients)
    if ((await page.locator('main').innerText()).includes(issued)) return
    if (Date.now() > until) assert.fail(`not served: ${await page.locator('main').innerText()}`)
    await page.waitForTimeout(200)
  }
}

async function seesEverything(life: Life): Promise<void> {
  const { page, look } = life.walk
  const { values } = life.person
  for (const place of [
    'overview',
    'data',
    'consents',
    'recipients',
    'actions',
    'download',
  ] as const) {
    await page.goto(CABINET[place])
    await look(`cabinet ${place}`)
    if (place !== 'data') continue
    const text = await page.locator('main').innerText()
    for (const value of [values['last_name'], values['first_name'], values['iin']]) {
      assert.ok(text.includes(value ?? '?'), 'a value that is held stands on the page')
    }
  }
  const { request } = page.context()
  const copy = await (await request.get(CABINET.json)).text()
  assert.ok(copy.includes(values['iin'] ?? '?'))
  const pdf = await (await request.get(CABINET.pdf)).body()
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-')
}

async function withdraws({ walk: { page, look } }: Life): Promise<void> {
  await page.goto(CABINET.consents)
  await page.locator('a[href$="/withdraw"]').first().click()
  await look('withdraw')
  await page.click('button[name=answer][value=withdraw]')
  await look('withdrawn')
}

async function isDestroyed(server: RunningServer, life: Life): Promise<void> {
  const { page, look } = life.walk
  await page.goto(CABINET.destroy)
  await look('destroy')
  await page.fill('#word', messages(life.language).cabinet.destroy.word)
  await page.click('button[name=answer][value=destroy]')
  await look('farewell')
  const number = life.person.phone.slice(1)
  assert.ok(!(await server.outbox()).includes(number), 'their messages went with them')
  await page.goto(PUBLIC.login)
  await look('login')
  await page.fill('#phone', life.person.phone)
  await send(life.walk)
  await page.fill('#code', await server.codeFor(life.person.phone))
  await send(life.walk)
  await page.goto(CABINET.overview)
  assert.equal(new URL(page.url()).pathname, PUBLIC.login, 'nobody is known by that number')
}

async function signInAtDesk(page: Page, name: string): Promise<void> {
  const login = DEMO_LOGINS.find((known) => known.login === name)
  assert.ok(login !== undefined)
  await page.goto(`${DESK.login}?lang=kk`)
  await page.fill('#login', login.login)
  await page.fill('#password', login.password)
  await page.fill('#code', timeCode(login.totpBase32, Date.now()))
  await page.click(SUBMIT)
  await page.waitForURL(`**${DESK.applications}`)
}

/** The newest application is the person's: opened masked, a phone for a purpose, the IIN never. */
async function clerkWorks(to: Walk, person: SyntheticPerson): Promise<void> {
  const { page, look } = to
  await page.goto(`${DESK.login}?lang=kk`)
  await look('desk login')
  await signInAtDesk(page, 'kim')
  await look('desk list')
  await page.locator('table a').first().click()
  await look('desk card')
  const masked = await page.locator('main').innerText()
  assert.ok(!masked.includes(person.values['last_name'] ?? '?'), 'the card is masked')
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  await page.goto(revealPath(id, 'phone'))
  await look('desk purpose')
  await send(to)
  assert.ok(
    !(await page.locator('main').innerText()).includes('700 000 70 01'),
    'no purpose, no value',
  )
  await page.check('input[name=purpose][value=contract]')
  await send(to)
  await look('desk revealed')
  assert.ok(
    (await page.locator('main').innerText()).replaceAll('\u00a0', ' ').includes('700 000 70 01'),
  )
  await page.goto(revealPath(id, 'iin'))
  await look('desk refused')
  const refused = await page.locator('main').innerText()
  assert.ok(refused.includes(messages('kk').refusals.field_not_for_role.text))
  assert.ok(refused.includes('7.3(8)'), 'the clause is named')
  assert.ok(!refused.includes(person.values['iin'] ?? '?'))
  await page.goto(DESK.actions)
  await look('desk actions')
  await page.goto(DESK.ledger)
  assert.ok(
    (await page.locator('main').innerText()).includes(messages('kk').desk.notPermitted.title),
  )
}

async function officerVerifies({ page, look }: Walk): Promise<void> {
  await signInAtDesk(page, 'saparova')
  await page.goto(DESK.ledger)
  await look('desk ledger')
  for (const action of [DESK.verify, DESK.audit]) {
    await page.click(`form[action="${action}"] button`)
    await look(action)
    // The answer of the check, what the witnesses have seen, and who holds the keys.
    assert.equal(await page.locator('.verdict').count(), 3)
    assert.equal(await page.locator('.verdict.refused').count(), 0)
  }
}

test('a life in a browser: applies, is served, sees, withdraws, is destroyed (R-39, R-45, L-1, I5, I11)', async (t) => {
  await using server = await startServer()
  await using browser = await openBrowser()
  const faults: string[] = []

  await t.test('in Kazakh, every page looked at, with the desk between', async () => {
    const life = await lifeOf(browser, server, 'kk', { scripts: true, faults })
    await apply(server, life)
    await isServed(life)
    const desk = async () => {
      const context = await browser.newContext({ baseURL: server.url })
      return walk(await context.newPage(), faults, true)
    }
    await clerkWorks(await desk(), life.person)
    await seesEverything(life)
    await life.walk.page.goto(CABINET.actions)
    const story = await life.walk.page.locator('main').innerText()
    assert.match(story, /Қызметкер Д\. Ким деректі ашты: телефон/, 'the person sees who looked')
    await withdraws(life)
    await isDestroyed(server, life)
    await officerVerifies(await desk())
  })

  await t.test('in Russian without JavaScript', async () => {
    const life = await lifeOf(browser, server, 'ru', { scripts: false, faults })
    await apply(server, life)
    await isServed(life)
    await seesEverything(life)
    await withdraws(life)
    await isDestroyed(server, life)
  })

  await t.test('in English, forms by keyboard', async () => {
    const life = await lifeOf(browser, server, 'en', { scripts: true, faults })
    await apply(server, life)
    await isServed(life)
    await seesEverything(life)
    await isDestroyed(server, life)
  })

  assert.deepEqual(faults, [], 'no page is wider than a phone, and axe-core finds nothing grave')

  await t.test('the ledger still holds, checked from outside', async () => {
    const key = (await (await fetch(`${server.url}/ledger/key`)).text()).trim()
    const found = await verifyLog(logOverHttp(`${server.url}/ledger`), key)
    assert.equal(found.ok, true)
    assert.ok(found.size > 100)
  })

  await t.test('of the three nothing is left: not in the log and not in any file', async () => {
    const words = Object.values(PEOPLE).flatMap(({ phone, values }) => [
      values['last_name'] ?? '',
      values['first_name'] ?? '',
      values['iin'] ?? '',
      phone.slice(1),
    ])
    assert.equal(new Set(words).size, 12)
    // Stopping writes every page of the database to its file.
    await server.stop()
    for (const word of words) assert.ok(!server.log().includes(word), `${word} stands in the log`)
    assert.deepEqual(await filesWith(server.folder, words), [])
    const control = await filesWith(server.folder, ['subject_destroyed'])
    assert.ok(control.length > 0, 'the search does look into the files of the database')
  })
})
