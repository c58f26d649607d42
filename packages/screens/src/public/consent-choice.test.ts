/**
 * Dark patterns on the consent step as it is rendered: nothing ticked beforehand, nothing bundled, refusing as easy
 * as agreeing, both of equal weight. A page with a planted pattern shows that each rule can fail.
 *
 * Law: 94-V art. 8(1), 8(4). Requirements: L-1, R-16, R-45, R-47.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { type ConsentText, consentTexts, loadPolicy, type Policy } from '@kelisim/policy'
import { LANGUAGES, moment } from '@kelisim/terms'
import { render } from '@kelisim/ui'
import { consentStep, controlId } from './apply-consents.ts'
import { consentView, frameOf } from './sample.ts'

const FOLDER = new URL('../../../../policy/proleads/', import.meta.url)
const NOW = moment(Date.UTC(2026, 10, 22, 9))
const policy = readPolicy()

function readPolicy(): Policy {
  const files = new Map(
    readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:yaml|md)$/.test(name))
      .map((name) => [name, readFileSync(new URL(name, FOLDER), 'utf8')]),
  )
  return loadPolicy(files).policy ?? assert.fail('the policy has faults')
}

/** Every pattern on the page, by name; none is a free choice. */
function patternsIn(page: string, texts: readonly ConsentText[]): readonly string[] {
  const boxes = [...page.matchAll(/<input[^>]*type="checkbox"[^>]*>/g)].map(([tag]) => tag)
  const found: string[] = []
  if (boxes.some((tag) => /\schecked\b/.test(tag))) found.push('ticked beforehand')
  if (boxes.some((tag) => /\s(?:required|disabled|readonly)\b/.test(tag))) found.push('forced')
  const values = boxes.map((tag) => /value="([^"]*)"/.exec(tag)?.[1] ?? '')
  if (boxes.length !== texts.length) found.push('not one tick for each matter')
  if (new Set(values).size !== values.length) found.push('one tick under another')
  if (values.some((value) => !/^[0-9a-f]{64}$/.test(value))) found.push('a tick without its text')
  if (/<input[^>]*type="(?:hidden|radio)"[^>]*name="consent"/.test(page))
    found.push('hidden consent')
  return [...found, ...texts.flatMap((text) => weightOf(page, text)), ...buttonsOf(page)]
}

/** Each tick stands below what it is about, and what happens without it stands right below the tick, unfolded. */
function weightOf(page: string, text: ConsentText): readonly string[] {
  const id = controlId(text)
  const label = page.indexOf(`<label class="tick" for="${id}">`)
  const without = page.indexOf(`<p class="else" id="${id}-else">`)
  const found: string[] = []
  if (label < 0) found.push('a tick of another look')
  if (without < label) found.push('refusing is not said below the tick')
  const between = page.slice(label, without)
  if (/<(?:details|summary|section|h[1-6])\b/.test(between)) found.push('refusing is folded away')
  if (
    /hidden|aria-hidden|class="[^"]*\b(?:tiny|soft|note)\b/.test(page.slice(without, without + 80))
  ) {
    found.push('refusing is set smaller')
  }
  return found
}

/** To go on and to leave are two buttons of one look, side by side; leaving asks nothing first. */
function buttonsOf(page: string): readonly string[] {
  const row = /<div class="pair">([\s\S]*?)<\/div>/.exec(page)?.[1] ?? ''
  const buttons = [...row.matchAll(/<button([^>]*)>/g)].map(([, tag]) => tag ?? '')
  const looks = buttons.map((tag) => /class="([^"]*)"/.exec(tag)?.[1])
  const found: string[] = []
  if (buttons.length !== 2 || looks[0] !== looks[1]) found.push('unequal buttons')
  if (!buttons.some((tag) => tag.includes('formnovalidate'))) found.push('leaving has conditions')
  return found
}

const steps = LANGUAGES.map((language) => {
  const frame = frameOf(policy, language)
  const view = consentView({ frame, csrf: 'c5f2', faults: [] }, policy, language)
  const step = { ...view, draftUntil: NOW }
  return { language, page: render(consentStep(step)), texts: consentTexts(policy, language) }
})

describe('the consent step is a free choice (art. 8(1), L-1, R-45)', () => {
  for (const { language, page, texts } of steps) {
    test(`no dark pattern in ${language}`, () => assert.deepEqual(patternsIn(page, texts), []))
  }

  test('no word on the page offers to agree to everything at once', () => {
    const all =
      /(бәрін (?:белгіле|таңда)|барлығына келіс|выбрать вс[её]|согласен со всем|select all|agree to all)/i
    for (const { page } of steps) assert.doesNotMatch(page, all)
  })

  test('each planted pattern is found', () => {
    const [first] = steps
    assert.ok(first !== undefined)
    const { page, texts } = first
    const planted: readonly (readonly [string, (page: string) => string])[] = [
      ['ticked beforehand', (one) => one.replace('type="checkbox"', 'type="checkbox" checked')],
      ['forced', (one) => one.replace('type="checkbox"', 'type="checkbox" required')],
      [
        'not one tick for each matter',
        (one) => one.replace(/<input[^>]*type="checkbox"[^>]*>/, ''),
      ],
      [
        'one tick under another',
        (one) => one.replace(`value="${texts[1]?.sha256}"`, `value="${texts[0]?.sha256}"`),
      ],
      [
        'hidden consent',
        (one) => one.replace('<form', '<input type="hidden" name="consent"><form'),
      ],
      [
        'a tick of another look',
        (one) => one.replace('<label class="tick"', '<label class="small"'),
      ],
      [
        'refusing is folded away',
        (one) => one.replace('<p class="else"', '<details><p class="else"'),
      ],
      [
        'unequal buttons',
        (one) => one.replace(/(<div class="pair"><button[^>]*class=")btn/, '$1btn main'),
      ],
    ]
    for (const [name, plant] of planted) {
      const found = patternsIn(plant(page), texts)
      assert.ok(found.includes(name), `${name}: ${found.join() || 'nothing'}`)
    }
  })
})
