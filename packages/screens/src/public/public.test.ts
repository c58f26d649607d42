import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { consentTexts, loadPolicy, namePlaceholder, type Policy } from '@kelisim/policy'
import { LANGUAGES } from '@kelisim/terms'
import { render } from '@kelisim/ui'
import { consentStep } from './apply-consents.ts'
import { homePage } from './home.ts'
import { clauseAnchor, withLanguage } from './paths.ts'
import { consentView, frameOf, PLAIN, samples } from './sample.ts'

const FOLDER = new URL('../../../../policy/proleads/', import.meta.url)
const HOSTILE = `"><script>alert(1)</script><img src=x onerror='x'>`
const policy = readPolicy()

const pages = LANGUAGES.flatMap((language) =>
  Object.entries(samples(policy, language)).map(([name, page]) => ({
    language,
    name: `${name} ${language}`,
    text: render(page),
  })),
)

test('there are pages to look at', () => assert.ok(pages.length > 60))

test('no page has a hole in its text', () => {
  for (const { name, text } of pages) {
    never(text, /undefined|\[object|NaN|null/, name)
    never(text, /<(h1|h2|h3|label|a|button|dt|dd|li|p)\b[^>]*>\s*<\/\1>/, name)
  }
})

test('no inline script, no inline style, nothing from elsewhere (CSP)', () => {
  for (const { name, text } of pages) {
    never(text, /<script(?![^>]* src="\/assets\/)/, name)
    never(text, /<[^>]*\sstyle=|<style|<[^>]*\son[a-z]+=|javascript:|"data:/, name)
    for (const [, address] of text.matchAll(/<(?:script|link|img)[^>]*\s(?:src|href)="([^"]*)"/g)) {
      assert.match(address ?? '', /^\/assets\//, name)
    }
  }
})

test('one heading of the first level, one main, the language named', () => {
  for (const { name, language, text } of pages) {
    assert.equal(text.match(/<h1/g)?.length, 1, name)
    assert.equal(text.match(/<main/g)?.length, 1, name)
    assert.match(text, new RegExp(`<html lang="${language}">`), name)
    assert.match(text, /class="demo"/, name)
  }
})

test('every control has its label, every reference its place, no id stands twice', () => {
  for (const { name, text } of pages) {
    const ids = [...text.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1] ?? '')
    assert.equal(
      new Set(ids).size,
      ids.length,
      `${name}: ${ids.filter((id, at) => ids.indexOf(id) !== at).join(' ')}`,
    )
    const labels = new Set(
      [...text.matchAll(/<label[^>]* for="([^"]+)"/g)].map((match) => match[1]),
    )
    for (const [tag] of text.matchAll(/<(?:input|select|textarea)\b[^>]*>/g)) {
      if (/type="(?:hidden)"/.test(tag) || /aria-label=/.test(tag)) continue
      const id = / id="([^"]+)"/.exec(tag)?.[1]
      assert.ok(id !== undefined && labels.has(id), `${name}: ${tag}`)
    }
    for (const [, list] of text.matchAll(/aria-describedby="([^"]+)"/g)) {
      for (const id of (list ?? '').split(' ')) assert.ok(ids.includes(id), `${name}: ${id}`)
    }
    for (const [, id] of text.matchAll(/href="#([^"]+)"/g))
      assert.ok(ids.includes(id ?? ''), `${name}: #${id}`)
  }
})

test('nothing is chosen for the person: no box ticked, no option selected (94-V art. 8)', () => {
  for (const { name, text } of pages) {
    never(text, /<input[^>]*\schecked|<option[^>]*\sselected/, name)
  }
})

test('yes and no are twins (look 1.4)', () => {
  let pairs = 0
  for (const { name, text } of pages) {
    for (const [, twins] of text.matchAll(/<div class="pair">(.*?)<\/div>/gs)) {
      const buttons = [...(twins ?? '').matchAll(/<button[^>]*class="([^"]*)"/g)].map(
        ([, at]) => at,
      )
      assert.deepEqual(buttons, ['btn', 'btn'], name)
      pairs += 1
    }
  }
  assert.equal(pairs, 9)
})

test('every form that changes something is a POST with its token', () => {
  for (const { name, text } of pages) {
    for (const [tag] of text.matchAll(/<form[^>]*>(?:<input[^>]*>)?/g)) {
      if (/method="get"/.test(tag)) continue
      assert.match(tag, /method="post"/, name)
      // The link of a message is itself the proof; programs of mail post to it without a page (RFC 8058).
      if (/action="\/u\//.test(tag)) continue
      assert.match(tag, /<input type="hidden" name="csrf" value="c5f2">/, name)
    }
  }
})

test('hostile words stay words on every page', () => {
  const hostile = { name: HOSTILE, requirement: HOSTILE, typed: HOSTILE }
  for (const language of LANGUAGES) {
    const plain = samples(policy, language, PLAIN)
    for (const [name, page] of Object.entries(samples(policy, language, hostile))) {
      const text = render(page)
      never(text, /<script>alert|<img|onerror='/, name)
      const was = plain[name]
      assert.ok(was !== undefined)
      assert.deepEqual(tags(text), tags(render(was)), name)
    }
  }
})

test('offers stand in the order of APR whatever order they come in', () => {
  const home = render(samples(policy, 'en')['home'] ?? homePage(neverHome()))
  const rates = [...home.matchAll(/<dt>APR<\/dt><dd>([0-9.]+)%/g)].map(([, rate]) => Number(rate))
  assert.deepEqual(rates, [43.3, 59.3, 96.3])
})

test('the APR is drawn by the same rule as the daily rate (56-V art. 5)', () => {
  const css = readFileSync(new URL('../../../ui/css/public.css', import.meta.url), 'utf8')
  assert.match(css, /\.offer \.same dd\s*\{/)
})

test('each consent is its own control over its own whole text (94-V art. 8(4))', () => {
  for (const language of LANGUAGES) {
    const texts = consentTexts(policy, language)
    const placeholder = namePlaceholder(policy, language)
    const view = consentView(
      { frame: frameOf(policy, language), csrf: 'c5f2', faults: [] },
      policy,
      language,
    )
    const page = render(consentStep(view))
    const open = page.replaceAll(/<details class="whole">.*?<\/details>/gs, '')
    assert.equal(page.match(/type="checkbox"/g)?.length, texts.length)
    for (const text of texts) {
      const at = page.indexOf(`value="${text.sha256}"`)
      assert.ok(at > 0, text.control)
      for (const term of text.terms) {
        const value = escaped(term.value).replaceAll(escaped(placeholder), `<b>${PLAIN.name}</b>`)
        const line = `<dt>${escaped(term.label)}</dt><dd>${value}</dd>`
        assert.ok(page.lastIndexOf(line, at) > 0, `${text.control}: ${term.label}`)
        assert.ok(open.indexOf(line) > 0, `${text.control}: ${term.label} is read unfolded`)
        assert.ok(open.lastIndexOf(line, open.indexOf(text.sha256)) > 0, 'above its tick')
        const whole = page.slice(page.lastIndexOf('<details class="whole">', at), at)
        assert.ok(whole.includes(line), `${text.control}: ${term.label} is in the whole text`)
      }
    }
  }
})

test('what the person ticked before a fault is still ticked, and nothing else', () => {
  const first = consentTexts(policy, 'kk')[0]
  assert.ok(first !== undefined)
  const view = consentView({ frame: frameOf(policy, 'kk'), csrf: 'c5f2', faults: [] }, policy, 'kk')
  const page = render(consentStep({ ...view, ticked: [first.sha256] }))
  assert.equal(page.match(/\schecked/g)?.length, 1)
})

test('a step at fault keeps what was typed and links to the field', () => {
  const page = render(samples(policy, 'kk')['step-4-fault'] ?? homePage(neverHome()))
  assert.match(page, /value="Сейітова Айгерім Қайратқызы"/)
  assert.match(page, /<a href="#iin">ЖСН: /)
  assert.match(page, /aria-invalid="true"/)
})

test('addresses: a clause has a stable place, a language keeps the query', () => {
  assert.equal(clauseAnchor('2.1(1)'), 'c-2.1-1')
  assert.equal(clauseAnchor('4.2.2(ж)'), 'c-4.2.2-ж')
  assert.equal(withLanguage('/?amount=1&days=2', 'ru'), '/?amount=1&days=2&lang=ru')
  assert.equal(withLanguage('/how#earn', 'kk'), '/how?lang=kk#earn')
})

/** Like `doesNotMatch`, but shows what was found and not the whole page. */
function never(text: string, pattern: RegExp, name: string): void {
  assert.equal(pattern.exec(text)?.[0], undefined, name)
}

function tags(text: string): readonly string[] {
  return [...text.matchAll(/<[a-z0-9]+/g)].map(([tag]) => tag)
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll("'", '&#39;').replaceAll('"', '&quot;')
}

function neverHome(): never {
  throw new Error('the sample is there')
}

function readPolicy(): Policy {
  const files = new Map(
    readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:yaml|md)$/.test(name))
      .map((name) => [name, readFileSync(new URL(name, FOLDER), 'utf8')]),
  )
  const { policy: read, findings } = loadPolicy(files)
  if (read === undefined) throw new Error(`the policy is not sound: ${JSON.stringify(findings)}`)
  return read
}
