import assert from 'node:assert/strict'
import { test } from 'node:test'
import { APPLICATION_STATES, messages, RECIPIENT_STATES, refusedSentence } from '@kelisim/messages'
import { ACTION_KINDS, LANGUAGES, OPERATIONS, refusal } from '@kelisim/terms'
import { type Html, render } from '@kelisim/ui'
import { sentence } from './action.ts'
import { withdrawScreen } from './cabinet/withdraw.ts'
import { ACTIONS, at, CONSEQUENCES, RECIPIENTS, sampleCabinet, TO_SAMAL } from './cabinet/sample.ts'
import { cabinetPages } from './cabinet/pages.ts'
import { cardScreen } from './desk/card.ts'
import { deskPages, sampleCard } from './desk/pages.ts'
import { HOSTILE, hostile } from './hostile.ts'
import { CABINET } from './paths.ts'
import { recipient } from './recipient.ts'

const PERSON_VALUES = ['Сейітова', '961130600018', '+7 701 000 00 45', '10.20.30.40', 'Айгерім']

interface Page {
  readonly place: 'cabinet' | 'desk'
  readonly name: string
  readonly language: string
  readonly text: string
}

const pages: readonly Page[] = LANGUAGES.flatMap((language) => [
  ...named('cabinet', language, cabinetPages(language)),
  ...named('desk', language, deskPages(language)),
])

function named(
  place: Page['place'],
  language: string,
  made: Readonly<Record<string, Html>>,
): readonly Page[] {
  return Object.entries(made).map(([name, page]) => ({
    place,
    language,
    name: `${place}/${name} ${language}`,
    text: render(page),
  }))
}

function page(name: string, language = 'en'): string {
  const found = pages.find((one) => one.name === `${name} ${language}`)
  assert.ok(found !== undefined, name)
  return found.text
}

function never(text: string, pattern: RegExp, name: string): void {
  const found = pattern.exec(text)
  if (found !== null) assert.fail(`${name}: ${text.slice(found.index, found.index + 120)}`)
}

function tags(text: string): readonly string[] {
  return [...text.matchAll(/<\/?([a-z0-9]+)/g)].map(([, tag]) => tag ?? '')
}

test('there are pages of the cabinet and the desk to look at, in three languages', () => {
  assert.ok(pages.length > 100)
})

test('no page has a hole in its text', () => {
  for (const { name, text } of pages) {
    never(text, /undefined|\[object|NaN|>null</, name)
    never(text, /<(h1|h2|h3|label|a|button|dt|dd|li|p)\b[^>]*>\s*<\/\1>/, name)
    never(text, /\*[^<]*\*/, name)
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

test('one heading of the first level, one main, the language named, DEMO shown', () => {
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
    assert.deepEqual(ids, [...new Set(ids)], name)
    const labels = [...text.matchAll(/<label[^>]* for="([^"]+)"/g)].map((match) => match[1])
    for (const [tag] of text.matchAll(/<(?:input|select|textarea)\b[^>]*>/g)) {
      if (/type="(?:hidden|radio)"/.test(tag)) continue
      assert.ok(labels.includes(/ id="([^"]+)"/.exec(tag)?.[1]), `${name}: ${tag}`)
    }
    for (const [, wrapped] of text.matchAll(/<label class="radio">(.*?)<\/label>/gs)) {
      assert.match(wrapped ?? '', /type="radio".*>\s*\S/s, name)
    }
    for (const [, list] of text.matchAll(/aria-describedby="([^"]+)"/g)) {
      for (const id of (list ?? '').split(' ')) assert.ok(ids.includes(id), `${name}: ${id}`)
    }
    for (const [, id] of text.matchAll(/href="#([^"]+)"/g)) {
      assert.ok(ids.includes(id ?? ''), `${name}: #${id}`)
    }
  }
})

test('every form that changes something is a POST with its token', () => {
  let forms = 0
  for (const { name, text } of pages) {
    for (const [tag] of text.matchAll(/<form[^>]*>(?:<input[^>]*>)?/g)) {
      assert.match(tag, /method="post"/, name)
      assert.match(tag, /<input type="hidden" name="csrf" value="sample-token">/, name)
      forms += 1
    }
  }
  assert.ok(forms > 200)
})

test('no value of a person stands in a title or an address (I11)', () => {
  for (const { name, text } of pages) {
    const places = [...text.matchAll(/<title>[^<]*|\s(?:href|action|formaction)="[^"]*"/g)].join(
      '\n',
    )
    for (const value of PERSON_VALUES) {
      assert.ok(!places.includes(value), `${name}: ${value}`)
      assert.ok(!places.includes(encodeURIComponent(value)), `${name}: ${value}`)
    }
    assert.ok(!places.includes('•'), `${name}: a masked value`)
  }
})

test('hostile words stay words on every page', () => {
  for (const language of LANGUAGES) {
    const spoilt = [
      ...named('cabinet', language, cabinetPages(language, hostile)),
      ...named('desk', language, deskPages(language, hostile)),
    ]
    let seen = 0
    for (const { name, text } of spoilt) {
      never(text, /<script>|<img|onerror='|="javascript:/, name)
      const was = pages.find((one) => one.name === name)
      assert.ok(was !== undefined)
      assert.deepEqual(tags(text), tags(was.text), name)
      if (text.includes('&lt;script&gt;alert(1)&lt;/script&gt;')) seen += 1
    }
    assert.ok(seen > 25, `only ${seen} pages carried the hostile words`)
  }
  assert.ok(HOSTILE.includes('<script>'))
})

test('withdrawal is in sight on every page of the cabinet (R-45)', () => {
  for (const { name, language, place, text } of pages) {
    if (place !== 'cabinet' || /farewell|signed-out/.test(name)) continue
    const words = messages(LANGUAGES.find((one) => one === language) ?? 'kk').cabinet.menu.withdraw
    const links = text.split(`<a href="${CABINET.consents}">${words}</a>`).length - 1
    assert.ok(links >= 2, `${name}: ${links}`)
  }
})

test('withdraw and keep, destroy and keep are twins of one form (look 1.4, R-45)', () => {
  let pairs = 0
  for (const { name, text } of pages) {
    for (const [, twins] of text.matchAll(/<div class="pair">(.*?)<\/div>/gs)) {
      const looks = [...(twins ?? '').matchAll(/<button[^>]* class="([^"]*)"/g)].map(([, at]) => at)
      assert.deepEqual(looks, ['btn', 'btn'], name)
      pairs += 1
    }
  }
  assert.equal(pairs, 6 * LANGUAGES.length)
  for (const place of ['withdraw', 'destroy', 'destroy-wrong-word', 'block', 'blocked']) {
    const name = `cabinet/${place}`
    assert.match(page(name), /<div class="pair">/, name)
  }
})

test('a motivated refusal stands in place of the buttons, with clause, article and way out', () => {
  for (const name of ['cabinet/withdraw-refused', 'cabinet/destroy-refused']) {
    const text = page(name)
    never(text, /class="pair"/, name)
    assert.match(text, /policy, clause\u00a06\.5; 94-V, art\.\u00a08\(2\)/, name)
    assert.ok(
      text.includes(messages('en').refusals.obligation_unfulfilled.way.replaceAll("'", '&#39;')),
    )
  }
})

test('a withdrawn consent says when, what stopped and who has still to confirm (R-45, R-67)', () => {
  const text = page('cabinet/consents')
  assert.match(text, /19 Nov 2026|19\u00a0Nov\u00a02026, 09:12/)
  assert.ok(text.includes(messages('en').cabinet.stopped.transfer))
  assert.match(text, /Qarlyğaş Mikro, confirms by 10\u00a0December 2026/)
})

test('the exact text once shown stands behind each consent in its own language (94-V art. 8(4))', () => {
  for (const language of LANGUAGES) {
    const text = page('cabinet/consents', language)
    assert.equal(text.match(/<div class="verbatim" lang="kk">/g)?.length, 3)
    assert.match(text, /<details class="text"><summary>/)
    assert.match(text, /<p>3\. Мерзімі: 30 күн\.<\/p>/)
  }
})

test('every value stands with purpose, ground, source and term, every mark with its term, and nothing without (R-18, R-39)', () => {
  for (const language of LANGUAGES) {
    const [values = '', marks = ''] = page('cabinet/data', language).split('</table>')
    for (const [table, count, columns] of [
      [values, 4, 4],
      [marks, 5, 2],
    ] as const) {
      const rows = [...table.matchAll(/<tr>(<th scope="row".*?)<\/tr>/gs)].map(
        ([, row]) => row ?? '',
      )
      assert.equal(rows.length, count)
      const filled = rows.map((row) => row.match(/<td[^>]*>(?:(?!<\/td>).)+<\/td>/gs)?.length)
      assert.ok(filled.every((cells) => cells === columns))
    }
  }
})

test('a refusal is a row of the feed like any other (R-85)', () => {
  const text = page('cabinet/actions')
  const rows = [...text.matchAll(/<li><time[^>]*>.*?<\/li>/gs)].map(([row]) => row)
  assert.equal(rows.length, ACTIONS.length)
  const refused = rows.find((row) => row.includes('Refused, transfer to Üles: IIN'))
  assert.ok(refused !== undefined)
  assert.match(refused, /no data left/)
  assert.deepEqual(
    tags(refused).filter((tag) => tag !== 'span'),
    tags(rows[1] ?? '').filter((tag) => tag !== 'span'),
  )
})

test('a pending proof says when it appears; an entry is the word of the server until checked', () => {
  const text = page('cabinet/actions')
  assert.match(text, /class="proof wait">.*appears within a minute/s)
  assert.match(text, /class="proof word" href="\/cabinet\/actions\/2\/proof">entry 1,204,790</)
  never(text, /class="proof"/, 'nobody checked it here')
})

test('every action, every refused operation and every state has words in each language', () => {
  for (const language of LANGUAGES) {
    const sentences = ACTION_KINDS.map((kind) =>
      sentence(language, {
        at: at('2026-11-22T17:40:00'),
        what: { effect: 'done', kind },
        actor: { kind: 'program' },
        clause: '',
        law: '',
        proof: { state: 'pending' },
      }),
    )
    assert.equal(new Set(sentences).size, ACTION_KINDS.length)
    for (const operation of OPERATIONS) {
      assert.ok(refusedSentence(language, { operation }).length > 8)
    }
    for (const state of RECIPIENT_STATES) {
      const sample = RECIPIENTS[0]
      assert.ok(sample !== undefined)
      const card = render(recipient(language, 't', { ...sample, state }))
      assert.ok(card.includes(messages(language).cabinet.recipients.state[state]))
    }
    for (const state of APPLICATION_STATES)
      assert.ok(messages(language).desk.state[state].length > 3)
  }
})

test('the next organisation is offered only after an answer, and says what happens without (L-4)', () => {
  for (const language of LANGUAGES) {
    const text = page('cabinet/recipients', language)
    assert.equal(text.match(/action="\/cabinet\/recipients\/7\/send"/g)?.length, 1)
    assert.ok(text.includes(messages(language).cabinet.recipients.nextOtherwise))
    never(page('cabinet/overview', language), /class="next"/, 'nothing to offer before an answer')
  }
})

test('an organisation that was only named shows no empty lines', () => {
  const card = render(recipient('en', 't', { name: TO_SAMAL, state: 'waiting', fields: [] }))
  never(card, /<dt>|undefined/, 'waiting')
  assert.ok(card.includes(messages('en').cabinet.recipients.explained.waiting ?? 'missing'))
})

test('no purpose is chosen beforehand, and only those of the role stand there (R-84)', () => {
  const text = page('desk/card-asking')
  assert.equal(text.match(/type="radio"/g)?.length, 2)
  never(text, /\schecked/, 'card-asking')
  assert.match(page('desk/card-unanswered'), /id="purpose-error"/)
  never(page('desk/card-no-purpose'), /type="radio"|Open and record/, 'card-no-purpose')
})

test('an opened value is on the page once, says until when, and can be hidden without a script', () => {
  const text = page('desk/card-shown')
  assert.equal(text.split('961130600018').length - 1, 1)
  assert.match(text, /data-reveal="60"/)
  assert.match(text, /Visible until 17:41/)
  assert.match(
    text,
    /<a data-hide href="\/desk\/applications\/0192f0c1-0000-7000-8000-000000000041">/,
  )
  never(page('desk/card'), /961130600018|data-reveal/, 'a masked card')
})

test('a refusal at the desk names clause, article and code, and has no override (I8)', () => {
  for (const language of LANGUAGES) {
    const text = page('desk/card', language)
    const verdicts = [...text.matchAll(/<section class="verdict.*?<\/section>/gs)].map(
      ([all]) => all,
    )
    assert.equal(verdicts.length, 2)
    for (const verdict of verdicts) never(verdict, /<button|<form|<input/, 'an override')
    assert.match(verdicts[0] ?? '', /6\.2.*94-V/s)
    assert.match(verdicts[0] ?? '', /recipient_not_consented/)
    assert.ok(text.includes(messages(language).desk.card.noOverride))
  }
})

test('the list says names only masked and gives the dots a word for those who listen', () => {
  const text = page('desk/applications')
  assert.match(text, /<u aria-hidden="true">•+<\/u><span class="vh">/)
  assert.match(text, /aria-current="true">All <span class="num">24/)
  assert.match(text, /\?state=submitted/)
  assert.match(text, /\?after=1795000000000\.0192f0c1/)
})

test('a checked ledger is all good or names the first bad place (R-85, I7)', () => {
  assert.match(page('desk/ledger-good'), /It holds: all 1,204,882/)
  const bad = page('desk/ledger-bad')
  assert.match(bad, /first bad entry 1,204,731/)
  assert.match(bad, /tile\/entries\/x004\/706/)
  assert.match(bad, /<code class="id">consent<\/code>/)
  assert.match(page('desk/ledger-good', 'ru'), /В журнале <b>1\u00a0204\u00a0882\u00a0записи<\/b>/)
})

test('signing in never says which part was wrong and keeps nothing typed', () => {
  const text = page('desk/login-wrong')
  never(text.slice(text.indexOf('<main')), /<input(?![^>]*type="hidden")[^>]* value=/, 'login')
  assert.match(text, /autocomplete="current-password"/)
  assert.match(text, /autocomplete="one-time-code"/)
})

test('after destruction nothing of the person is left on the page (R-42)', () => {
  for (const language of LANGUAGES) {
    const text = page('cabinet/farewell', language)
    for (const value of PERSON_VALUES) assert.ok(!text.includes(value), value)
    assert.match(text, /D-2026-000118/)
    assert.match(text, /22\.01\.2027|22\u00a0Jan\u00a02027/)
  }
})

test('a consent under question is named by its title, never in the address or the title of the page', () => {
  const view = {
    frame: sampleCabinet('en'),
    consent: { id: 'a/b', title: TO_SAMAL },
    consequences: CONSEQUENCES,
  }
  const text = render(withdrawScreen(view))
  assert.match(text, /action="\/cabinet\/consents\/a%2Fb\/withdraw"/)
  const refused = render(
    withdrawScreen({ ...view, refused: refusal('obligation_unfulfilled', '6.5') }),
  )
  never(refused, /name="answer"/, 'refused')
})

test('a card without a permit for a field offers no opening of it', () => {
  const view = sampleCard('en', { state: 'masked', text: '96•• •••• ••18', canOpen: false })
  const text = render(cardScreen(view))
  never(text, /fields\/iin/, 'closed field')
  assert.match(text, /fields\/phone#field-phone/)
})
