/**
 * Every control of the policy's editor is reached by Tab alone, in the order in which it is read, and shows that it has
 * the focus (L-16; WCAG 2.2: 2.1.1, 2.4.3, 2.4.7).
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DEMO_LOGINS } from '@kelisim/house'
import { messages } from '@kelisim/messages'
import { DESK } from '@kelisim/screens'
import { timeCode } from '@kelisim/work'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from './browser.ts'
import { startServer } from './running-server.ts'

const WORDS = messages('kk').deskPolicy
const PARTS = [
  '',
  '/purposes/contract',
  '/fields',
  '/words',
  '/head',
  '/files?file=policy.yaml&line=1',
  '/recipients/samal',
  '/preview?in=kk',
  '/changes',
]
const CONTROLS_MAX = 400

/**
 * What a mouse can use, numbered as it stands in the text. Of radios with one name the keyboard stops at one alone.
 * Runs in the browser.
 */
const MARK = `(() => {
  const named = new Set()
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, iframe, [tabindex="0"]')]
  const usable = all.filter((one) => {
    if (one.disabled || one.type === 'hidden') return false
    if (!one.checkVisibility({ visibilityProperty: true })) return false
    if (one.type !== 'radio') return true
    const group = (one.form?.action ?? '') + one.name
    if (named.has(group)) return false
    named.add(group)
    return true
  })
  usable.forEach((one, at) => {
    const radios = one.type === 'radio' ? [...document.getElementsByName(one.name)].filter((r) => r.form === one.form) : [one]
    for (const each of radios) each.dataset.reach = String(at)
  })
  document.activeElement?.blur()
  return usable.map((one) => one.outerHTML.replace(/\\s+/g, ' ').slice(0, 120))
})()`

/** Which control has the focus, and whether anything shows it. */
const FOCUSED = `(() => {
  const one = document.activeElement
  if (one === null || one === document.body) return undefined
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one)
  const box = one.getBoundingClientRect()
  return {
    at: Number(one.dataset.reach ?? -1),
    html: one.outerHTML.replace(/\\s+/g, ' ').slice(0, 120),
    shows: (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none',
    seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  }
})()`

interface Focused {
  readonly at: number
  readonly html: string
  readonly shows: boolean
  readonly seen: boolean
}

async function draftOf(browser: Browser, url: string): Promise<{ page: Page; draft: string }> {
  const officer = DEMO_LOGINS.find(({ login }) => login === 'saparova')
  assert.ok(officer)
  const page = await browser.newPage({ baseURL: url })
  await page.goto(`${DESK.login}?lang=kk`)
  await page.fill('#login', officer.login)
  await page.fill('#password', officer.password)
  await page.fill('#code', timeCode(officer.totpBase32, Date.now()))
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/desk\/(?!login)/)
  await page.goto(DESK.policy)
  await page.getByRole('button', { name: WORDS.begin.button, exact: true }).press('Enter')
  await page.waitForURL(/\/desk\/policy\/.+/)
  return { page, draft: new URL(page.url()).pathname }
}

/** Tabs from the top of the page to its end. */
async function tabThrough(page: Page): Promise<readonly Focused[]> {
  const stops: Focused[] = []
  for (let step = 0; step < CONTROLS_MAX; step++) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate<Focused | undefined>(FOCUSED)
    if (focused === undefined || focused.at === stops[0]?.at) return stops
    stops.push(focused)
  }
  return assert.fail(`the keyboard is caught on ${page.url()}`)
}

test('every control of the policy editor is reached by Tab, as it is read, and shows its focus', async () => {
  await using server = await startServer()
  await using browser = await openBrowser()
  const { page, draft } = await draftOf(browser, server.url)
  for (const address of [DESK.policy, ...PARTS.map((part) => `${draft}${part}`)]) {
    await page.goto(address)
    const controls = await page.evaluate<readonly string[]>(MARK)
    const stops = await tabThrough(page)
    const reached = new Set(stops.map(({ at }) => at))
    const missed = controls.filter((_, at) => !reached.has(at))
    assert.deepEqual(missed, [], `${address}: not reached`)
    const order = stops.map(({ at }) => at)
    assert.deepEqual(
      order,
      order.toSorted((one, other) => one - other),
      `${address}: order`,
    )
    const dark = stops.filter(({ shows, seen }) => !shows || !seen).map(({ html }) => html)
    assert.deepEqual(dark, [], `${address}: the focus does not show`)
  }
})
