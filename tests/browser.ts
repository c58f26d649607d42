/**
 * A real browser, and what is held against every page it visits: fits a phone of 320 px, and axe-core
 * finds nothing serious.
 *
 * Debian's Chromium when it is installed, else the one that comes with the development dependencies
 * (Linux x64; no download, no root).
 */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { dateWords } from '@kelisim/messages'
import { LANGUAGES } from '@kelisim/terms'
import axe from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright-core'

const DEBIANS = '/usr/bin/chromium'
const NARROW = { width: 320, height: 700 }
const WIDE = { width: 1280, height: 900 }
const GRAVE = new Set<string | null | undefined>(['serious', 'critical'])

export async function openBrowser(): Promise<Browser & AsyncDisposable> {
  const browser = await chromium.launch({
    executablePath: await programPath(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  })
  return Object.assign(browser, { [Symbol.asyncDispose]: async () => await browser.close() })
}

async function programPath(): Promise<string> {
  if (existsSync(DEBIANS)) return DEBIANS
  const { default: bundled } = await import('@sparticuz/chromium')
  // It unpacks itself into the folder for temporary files, and takes what lies there already: a copy that
  // another user unpacked cannot be run. So it gets a folder of this user's own.
  const shared = process.env['TMPDIR']
  const own = join(tmpdir(), `kelisim-browser-${userInfo().uid}`)
  await mkdir(own, { recursive: true, mode: 0o700 })
  process.env['TMPDIR'] = own
  try {
    return await bundled.executablePath()
  } finally {
    if (shared === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = shared
  }
}

export interface Walk {
  readonly page: Page
  /** Looks at the page that stands there; `name` is for the message of a failure. */
  readonly look: (name: string) => Promise<void>
}

/** The names of the months in each language as they stand in a date, the longest first. */
const MONTHS = LANGUAGES.map((language) =>
  Array.from({ length: 12 }, (_, at) =>
    dateWords(language, `2026-${String(at + 1).padStart(2, '0')}-01`).replace(
      /^.*\b1\s|\s.*$/g,
      '',
    ),
  ).toSorted((a, b) => b.length - a.length),
)

/**
 * How many pixels the page is too wide in the month with the longest name: what fits in May has to fit in
 * September. Runs in the browser, and leaves the page as it was.
 */
const BEYOND = `(() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const changed = []
  while (texts.nextNode()) {
    const node = texts.currentNode
    const said = node.nodeValue
    node.nodeValue = ${JSON.stringify(MONTHS)}.reduce((text, months) =>
      text.replace(new RegExp('(?<=\\\\d\\\\s)(' + months.join('|') + ')', 'g'), months[0]), said)
    changed.push([node, said])
  }
  const beyond = document.documentElement.scrollWidth - window.innerWidth
  for (const [node, said] of changed) node.nodeValue = said
  return beyond
})()`

/** What the browser complains about, and every look, go into `faults`. */
export function walk(page: Page, faults: string[], withAxe: boolean): Walk {
  page.on('pageerror', (error) => faults.push(`${pathOf(page)}: ${error.message}`))
  page.on('console', (message) => {
    const isRefused = /Failed to load resource.*(?:403|404|409|422)/.test(message.text())
    if (message.type() === 'error' && !isRefused) faults.push(`${pathOf(page)}: ${message.text()}`)
  })
  page.on('request', (request) => {
    if (new URL(request.url()).hostname !== 'localhost') faults.push(`foreign: ${request.url()}`)
  })
  return {
    page,
    look: async (name) => {
      await page.setViewportSize(NARROW)
      const beyond = await page.evaluate<number>(BEYOND)
      if (beyond > 0) faults.push(`${name}: ${beyond} px beyond a width of ${NARROW.width} px`)
      await page.setViewportSize(WIDE)
      if (withAxe) faults.push(...(await graveFaults(page, name)))
    },
  }
}

interface AxeFound {
  readonly violations: readonly {
    readonly id: string
    readonly impact?: string | null
    readonly nodes: readonly { readonly target: readonly string[] }[]
  }[]
}

async function graveFaults(page: Page, name: string): Promise<readonly string[]> {
  await page.evaluate(axe.source)
  const found = await page.evaluate<AxeFound>('axe.run({ resultTypes: ["violations"] })')
  return found.violations
    .filter((violation) => GRAVE.has(violation.impact))
    .map(({ id, nodes }) => `${name}: ${id} at ${nodes[0]?.target.join(' ')}`)
}

/** Moves the focus by Tab alone until it stands on the control of that id. */
export async function tabTo(page: Page, id: string): Promise<void> {
  for (let step = 0; step < 60; step++) {
    await page.keyboard.press('Tab')
    if ((await page.evaluate<string>('document.activeElement?.id ?? ""')) === id) return
  }
  assert.fail(`the keyboard does not reach #${id} on ${pathOf(page)}`)
}

function pathOf(page: Page): string {
  return new URL(page.url()).pathname
}
