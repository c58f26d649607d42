/**
 * A person uses their rights in a real browser with JavaScript switched off: blocks their data and
 * unblocks them. The same pages are looked at beside it, with scripts for axe-core, in three languages.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DEMO_LOGINS, syntheticPerson } from '@kelisim/house'
import { messages } from '@kelisim/messages'
import { CABINET, DESK, PUBLIC } from '@kelisim/screens'
import { LANGUAGES } from '@kelisim/terms'
import { timeCode } from '@kelisim/work'
import type { Browser, Page } from 'playwright-core'
import { openBrowser, type Walk, walk } from './browser.ts'
import { type RunningServer, startServer } from './running-server.ts'

const SUBMIT = 'main form button[type=submit]'
const SYNTHETIC = syntheticPerson(7_101, '1991-05-14')

interface Person {
  /** Without JavaScript: everything is done here. */
  readonly page: Page
  /** The same session with scripts, which axe-core needs: only looks. */
  readonly seen: Walk
}

async function applied(browser: Browser, server: RunningServer, faults: string[]): Promise<Person> {
  assert.ok(SYNTHETIC !== undefined)
  const context = await browser.newContext({ baseURL: server.url, javaScriptEnabled: false })
  const page = await context.newPage()
  const send = async () => await page.locator(SUBMIT).first().click()
  await page.goto(`${PUBLIC.apply}?amount=50000&days=10&lang=kk`)
  await send()
  await page.fill('#phone', SYNTHETIC.phone)
  await send()
  await page.fill('#code', await server.codeFor(SYNTHETIC.phone))
  await send()
  const values = { ...SYNTHETIC.values, email: 'old@kelisim.example' }
  for (const [field, value] of Object.entries(values)) await page.fill(`#${field}`, value)
  await send()
  for (const control of ['contract', 'recipient-samal']) await page.check(`#consent-${control}`)
  await send()
  await send()
  await page.waitForURL(`**${PUBLIC.sent}`)
  const session = await context.storageState()
  const beside = await browser.newContext({ baseURL: server.url, storageState: session })
  return { page, seen: walk(await beside.newPage(), faults, true) }
}

async function lookInAll({ page, seen }: Person, path: string): Promise<void> {
  for (const language of LANGUAGES) {
    await seen.page.goto(`${path}?lang=${language}`)
    await seen.look(`${path} ${language}`)
  }
  await page.goto(path)
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

async function officerOf(
  browser: Browser,
  server: RunningServer,
  faults: string[],
  login = 'saparova',
): Promise<Person> {
  const desk = await browser.newContext({ baseURL: server.url, javaScriptEnabled: false })
  const page = await desk.newPage()
  await signInAtDesk(page, login)
  const session = await desk.storageState()
  const beside = await browser.newContext({ baseURL: server.url, storageState: session })
  return { page, seen: walk(await beside.newPage(), faults, true) }
}

async function textOf(page: Page): Promise<string> {
  return await page.locator('main').innerText()
}

test('rights in a browser without JavaScript (R-40, R-41, L-1)', async (t) => {
  await using server = await startServer()
  await using browser = await openBrowser()
  const faults: string[] = []
  const person = await applied(browser, server, faults)
  const { page } = person
  const { rights } = messages('kk')

  await t.test(
    'R-41: blocks, sees it on every page, is not destroyed meanwhile, unblocks',
    async () => {
      await lookInAll(person, CABINET.block)
      assert.ok((await textOf(page)).includes(rights.block.question))
      await page.selectOption('#ground', 'inaccurate')
      await page.click('button[name=answer][value=block]')
      await lookInAll(person, CABINET.block)
      assert.ok((await textOf(page)).includes(rights.ground.inaccurate))
      await lookInAll(person, CABINET.recipients)
      assert.equal(await page.locator('.blocked').count(), 1)
      await page.goto(CABINET.destroy)
      assert.equal(await page.locator('button[value=destroy]').count(), 0)
      await page.goto(CABINET.data)
      assert.match(await textOf(page), /\+7/, 'the person still sees what is held')
      await page.goto(CABINET.block)
      await page.click('button[name=answer][value=unblock]')
      assert.ok((await textOf(page)).includes(rights.block.question))
      await page.goto(CABINET.actions)
      assert.match(await textOf(page), /деректі бұғаттадыңыз[^]*|деректі бұғаттан шығардыңыз/)
    },
  )

  await t.test(
    'R-40: corrects a value at once, asks for a surname, and the officer confirms it',
    async () => {
      await lookInAll(person, '/cabinet/data/email/correct')
      await page.fill('#email', 'nonsense')
      await page.locator('main form button.btn').first().click()
      assert.equal(await page.locator('#email-error').count(), 1)
      await page.fill('#email', 'fresh@kelisim.example')
      await page.locator('main form button.btn').first().click()
      assert.match(await textOf(page), /fresh@kelisim\.example/)
      await lookInAll(person, '/cabinet/data/last_name/correct')
      await page.fill('#last_name', 'Жаңабекова')
      await page.locator('main form button.btn').first().click()
      await lookInAll(person, CABINET.data)
      assert.ok(!(await textOf(page)).includes('Жаңабекова'), 'waits for the document')
      const officer = await officerOf(browser, server, faults)
      await lookInAll(officer, DESK.requests)
      await officer.page.locator('td .chip.near').first().waitFor()
      await officer.page.locator('tr:has(.chip.near) a[href^="/desk/requests/"]').first().click()
      await officer.page.locator('form[action$="/open"] button').click()
      assert.match(await textOf(officer.page), /Жаңабекова/)
      await officer.page.locator('form[action$="/confirm"] button').click()
      assert.equal(await officer.page.locator('#evidence-error').count(), 1)
      await officer.page.selectOption('#evidence', 'identity_card')
      await officer.page.locator('form[action$="/confirm"] button').click()
      await officer.seen.page.goto(officer.page.url())
      await officer.seen.look('request decided')
      await page.goto(CABINET.data)
      assert.match(await textOf(page), /Жаңабекова/)
    },
  )

  await t.test(
    'R-13, R-14, R-16: a voluntary consent left out before is given later by its own tick, and taken back',
    async () => {
      await lookInAll(person, CABINET.consents)
      const before = await page.locator('article.consent-card').count()
      assert.equal(await page.locator('#may-give input[type=checkbox]:checked').count(), 0)
      assert.equal(await page.locator('#may-give input[type=checkbox]').count(), 7)
      const offers = page.locator('#may-give form:has(#consent-offers-email)')
      await offers.locator('button').click()
      assert.equal(
        await page.locator('article.consent-card').count(),
        before,
        'no tick, no consent',
      )
      await page.check('#consent-offers-email')
      await offers.locator('button').click()
      assert.equal(await page.locator('article.consent-card').count(), before + 1)
      assert.equal(await page.locator('#consent-offers-email').count(), 0)
      await page.locator('a[href$="/withdraw"]').first().click()
      await page.click('button[name=answer][value=withdraw]')
      await page.goto(CABINET.consents)
      assert.equal(await page.locator('#consent-offers-email').count(), 1)
    },
  )

  await t.test(
    'R-71, R-84: the officer suspends a recipient with a reason, or by its own paper; a clerk is refused and it is written down',
    async () => {
      const desk = await browser.newContext({ baseURL: server.url, javaScriptEnabled: false })
      const clerk = await desk.newPage()
      await signInAtDesk(clerk, 'kim')
      await clerk.goto(DESK.recipients)
      assert.ok((await textOf(clerk)).includes(messages('kk').desk.notPermitted.recorded))
      await clerk.goto(DESK.actions)
      assert.match(await textOf(clerk), /Бас тартылды, беруді тоқтата тұру/)
      // A time code is right once, so the other officer comes.
      const officer = await officerOf(browser, server, faults, 'omarov')
      await lookInAll(officer, DESK.recipients)
      const card = officer.page.locator('#recipient-ules')
      const form = card.locator('form[action$="/suspend"]')
      await card.locator('summary').first().click()
      await form.locator('button').click()
      assert.ok((await textOf(officer.page)).includes(messages('kk').desk.recipients.reasonMissing))
      await form.locator('input[name=reason]').fill('Лицензия тексеріліп жатыр')
      await form.locator('button').click()
      await lookInAll(officer, DESK.recipients)
      assert.match(await textOf(officer.page), /Лицензия тексеріліп жатыр/)
      const resume = card.locator('form[action$="/resume"]')
      await resume.locator('button').click()
      assert.deepEqual([await form.count(), await resume.count()], [1, 0])
      await card.locator('summary').last().click()
      const paper = card.locator('form[action$="/attestation"]')
      await paper.locator('[name=document]').fill('№ 14-2/26')
      await paper.locator('[name=signedOn]').fill('2026-11-02')
      await paper.locator('[name=said]').selectOption('deviates')
      await paper.locator('button').click()
      assert.ok((await textOf(officer.page)).includes(messages('kk').attestation.fault.words))
      await paper.locator('[name=words]').fill('Мақсаттан тыс сұрау болған')
      await paper.locator('button').click()
      assert.ok((await textOf(officer.page)).includes(messages('kk').attestation.deviates))
      assert.deepEqual([await form.count(), await resume.count()], [0, 0])
    },
  )

  assert.deepEqual(faults, [], 'no page is wider than a phone, and axe-core finds nothing grave')
})
