/**
 * A thief at the desk and the officer, in a real browser without JavaScript: stopped with a clear page, looked into step by
 * step, the people told, access given back. Real clock: how long the alarm takes is printed.
 */
import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { DEMO_LOGINS } from '@kelisim/house'
import { messages } from '@kelisim/messages'
import { CABINET, DESK } from '@kelisim/screens'
import { LANGUAGES, MINUTE } from '@kelisim/terms'
import { timeCode } from '@kelisim/work'
import type { Browser, Page } from 'playwright-core'
import { openBrowser, type Walk, walk } from './browser.ts'
import { type RunningServer, startServer } from './running-server.ts'

const SUBMIT = 'main button[type=submit]'
const RULES = new URL('../policy/detection.yaml', import.meta.url)
const PEOPLE = 8

interface Person {
  readonly page: Page
  readonly seen: Walk
}

async function memberAt(
  browser: Browser,
  server: RunningServer,
  faults: string[],
  login: string,
): Promise<Person> {
  const desk = await browser.newContext({ baseURL: server.url, javaScriptEnabled: false })
  const page = await desk.newPage()
  const known = DEMO_LOGINS.find((one) => one.login === login)
  assert.ok(known !== undefined)
  await page.goto(`${DESK.login}?lang=kk`)
  await page.fill('#login', known.login)
  await page.fill('#password', known.password)
  await page.fill('#code', timeCode(known.totpBase32, Date.now()))
  await page.click(SUBMIT)
  await page.waitForURL(`**${DESK.applications}`)
  const beside = await browser.newContext({
    baseURL: server.url,
    storageState: await desk.storageState(),
  })
  return { page, seen: walk(await beside.newPage(), faults, true) }
}

async function lookInAll({ seen }: Person, path: string): Promise<void> {
  for (const language of LANGUAGES) {
    await seen.page.goto(`${path}${path.includes('?') ? '&' : '?'}lang=${language}`)
    await seen.look(`${path} ${language}`)
  }
}

async function mainText(page: Page): Promise<string> {
  return await page.locator('main').innerText()
}

test('an incident from the first look to its end, in a browser (R-82, L-3)', async (t) => {
  await using server = await startServer({
    KELISIM_DEMO_PEOPLE: String(PEOPLE),
    KELISIM_DETECTION: await lowThresholds(),
  })
  await using browser = await openBrowser()
  const faults: string[] = []
  const words = messages('kk').incidents

  await t.test(
    'R-82: a clerk who opens one person after another is stopped within seconds',
    async () => {
      const clerk = await memberAt(browser, server, faults, 'kim')
      const cards = await clerk.page
        .locator('main table a')
        .evaluateAll((links) => links.map((link) => String(link.getAttribute('href'))))
      assert.ok(cards.length >= 5)
      for (const card of cards.slice(0, 5)) {
        await clerk.page.goto(`${card}/fields/phone`)
        await clerk.page.check('input[name=purpose][value=contract]')
        await clerk.page.locator('form:has(input[name=purpose]) button').first().click()
      }
      const since = Date.now()
      let status = 200
      while (status === 200 && Date.now() < since + MINUTE) {
        status = (await clerk.page.goto(DESK.applications))?.status() ?? 0
      }
      t.diagnostic(`from the last look to the refused request: ${Date.now() - since} ms`)
      assert.equal(status, 403)
      assert.ok((await mainText(clerk.page)).includes(words.stopped.title))
      await lookInAll(clerk, DESK.applications)
    },
  )

  const officer = await memberAt(browser, server, faults, 'saparova')
  const { page } = officer
  await t.test(
    'R-82: the officer sees the alarm first, and the incident with its clock',
    async () => {
      assert.ok((await mainText(page)).includes(words.alarmLink))
      await page.click('.alarm a')
      await lookInAll(officer, DESK.incidents)
      await page.locator('main table a').first().click()
      const text = await mainText(page)
      for (const part of [words.due, words.contained.kind.lock_account, 'Д. Ким'])
        assert.ok(text.includes(part), part)
      await lookInAll(officer, new URL(page.url()).pathname)
    },
  )

  await t.test(
    'L-3: the people are found, told in cabinet and message, and the notice names no value',
    async () => {
      await page.click('form[action$="/people"] button')
      assert.equal(await page.locator('ul.cols a').count(), 5)
      const incident = new URL(page.url()).pathname.replace(/\/people$/, '')
      const notice = await page.context().request.get(`${incident}/notice?in=ru`)
      const paper = await notice.text()
      assert.match(paper, /25\(2\)\(8\)/)
      assert.doesNotMatch(paper, /\+7700/)
      await page.goto(incident)
      await page.fill('#why', 'Телефон нөмірлері ашылды')
      await page.click('form[action$="/tell"] button')
      const until = Date.now() + MINUTE
      while (!(await server.outbox()).includes(words.sms('Kelisim')) && Date.now() < until)
        await page.waitForTimeout(200)
      const phone = told(
        await server.outbox(),
        LANGUAGES.map((language) => messages(language).incidents.sms('Kelisim')),
      )
      assert.notEqual(phone, '', 'a message left')
      await cabinetOf(browser, server, phone, faults)
    },
  )

  await t.test(
    'R-82: a step without words is no step; access comes back with a reason; the incident is closed',
    async () => {
      const incident = new URL(page.url()).pathname
      await page.selectOption('#step', 'assessed')
      await page.click('form[action$="/step"] button')
      assert.ok((await mainText(page)).includes(words.steps.missing))
      await page.goto(incident)
      for (const step of ['assessed', 'body_notified']) {
        await page.selectOption('#step', step)
        await page.fill('#text', 'Қызметкермен сөйлестік, түсініктеме алдық')
        await page.click('form[action$="/step"] button')
      }
      await page.fill('#reason', 'Тапсырма бойынша тексеру болған')
      await page.click('form[action$="/lift"] button')
      await page.selectOption('#step', 'closed')
      await page.fill('#text', 'Шаралар қабылданды, оқиға жабылды')
      await page.click('form[action$="/step"] button')
      assert.ok((await mainText(page)).includes(words.states.closed))
      await lookInAll(officer, incident)
      await page.goto(DESK.applications)
      assert.equal(await page.locator('.alarm').count(), 0)
    },
  )
  assert.deepEqual(faults, [])

  async function lowThresholds(): Promise<string> {
    const path = join((await import('node:os')).tmpdir(), `kelisim-detection-${process.pid}.yaml`)
    await writeFile(
      path,
      (await readFile(RULES, 'utf8'))
        .replace('atLeast: 40', 'atLeast: 5')
        .replace(
          "from: '08:00', to: '20:00', workingDaysOnly: true",
          "from: '00:00', to: '23:59', workingDaysOnly: false",
        ),
    )
    return path
  }
})

function told(outbox: string, texts: readonly string[]): string {
  const list = JSON.parse(outbox) as readonly { readonly to: string; readonly text: string }[]
  return list.find(({ text }) => texts.includes(text))?.to ?? ''
}

async function cabinetOf(
  browser: Browser,
  server: RunningServer,
  phone: string,
  faults: string[],
): Promise<void> {
  const context = await browser.newContext({ baseURL: server.url, javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto('/login?lang=kk')
  await page.fill('#phone', phone)
  await page.click(SUBMIT)
  await page.fill('#code', await server.codeFor(phone))
  await page.click(SUBMIT)
  await page.waitForURL(`**${CABINET.overview}`)
  assert.ok((await mainText(page)).includes(messages('kk').incidents.person.heading))
  const beside = await browser.newContext({
    baseURL: server.url,
    storageState: await context.storageState(),
  })
  await lookInAll({ page, seen: walk(await beside.newPage(), faults, true) }, CABINET.overview)
}
