import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pair } from './button.ts'
import { chip, clock, proof } from './chip.ts'
import { choice, field, otpField, radios } from './field.ts'
import { errorSummary, form } from './form.ts'
import { render } from './html.ts'
import { page } from './page.ts'
import { stepper } from './stepper.ts'
import { table } from './table.ts'
import { tick } from './tick.ts'
import { verdict } from './verdict.ts'

test('a yes and a no differ in their words only (look 1.4)', () => {
  const text = render(pair({ text: 'A' }, { text: 'A' }))
  const [first, second] = [...text.matchAll(/<button.*?<\/button>/g)].map(([button]) => button)
  assert.ok(first !== undefined)
  assert.equal(second, first)
})

test('a tick is empty unless the person ticked it, and what follows without it is tied to it', () => {
  const view = {
    id: 'a',
    name: 'consent',
    value: '1',
    label: 'L',
    otherwise: { lead: 'E', text: 't' },
  }
  assert.doesNotMatch(render(tick(view)), /checked/)
  assert.match(render(tick({ ...view, ticked: true })), /<input[^>]*\schecked/)
  assert.match(render(tick(view)), /aria-describedby="a-else"/)
})

test('a fault is tied to its field and never clears what was typed (WCAG 3.3.1)', () => {
  const text = render(field({ id: 'iin', label: 'L', value: '12', hint: 'H', error: 'E' }))
  assert.match(text, /value="12"/)
  assert.match(text, /aria-describedby="iin-hint iin-error" aria-invalid="true"/)
  assert.match(text, /<label for="iin">/)
  assert.doesNotMatch(text, /placeholder/)
})

test('nothing is chosen beforehand in a list or among answers', () => {
  const options = [{ value: 'a', text: 'A' }]
  assert.doesNotMatch(render(choice({ id: 'c', label: 'L', options, none: '-' })), / selected/)
  assert.doesNotMatch(render(radios({ id: 'r', name: 'r', legend: 'L', options })), / checked/)
  assert.match(render(choice({ id: 'c', label: 'L', options, none: '-', value: 'a' })), / selected/)
})

test('a code can be pasted and filled in by the telephone (WCAG 3.3.8)', () => {
  const text = render(otpField({ id: 'code', label: 'L' }))
  assert.match(text, /inputmode="numeric" autocomplete="one-time-code"/)
  assert.equal(text.match(/<input/g)?.length, 1)
})

test('a form posts its token; a summary without faults is nothing', () => {
  assert.match(
    render(form({ action: '/a', csrf: 't', content: '' })),
    /method="post".*name="csrf" value="t"/s,
  )
  assert.equal(render(errorSummary('H', [])), '')
})

test('the clock has one tick for a working day and never more than can be counted', () => {
  const ticks = (days: number, passed: number) =>
    render(clock({ words: 'W', days, passed, state: 'calm' })).match(/<i( class="on")?>/g) ?? []
  assert.equal(ticks(3, 1).length, 3)
  assert.equal(ticks(3, 1).filter((tick) => tick.includes('on')).length, 1)
  assert.equal(ticks(365, 400).length, 20)
})

test('a state is said in words whatever its colour', () => {
  assert.match(render(chip('қабылданды', 'ok')), />қабылданды</)
  assert.match(render(proof({ state: 'mismatch', text: 'T' })), />T</)
  assert.doesNotMatch(render(proof({ state: 'word', text: 'T' })), /<svg/)
})

test('a refusal has a ground and a way out, and no way around', () => {
  const text = render(
    verdict({ tone: 'refused', answer: 'A', ground: 'G', way: { heading: 'W', content: 'c' } }),
  )
  assert.match(text, /A.*G.*W/s)
  assert.doesNotMatch(text, /<button/)
})

test('a wide table takes the focus, a stacked one names each cell', () => {
  const view = {
    caption: 'C',
    columns: [{ heading: 'A' }, { heading: 'B', short: 'B' }],
    rows: [['1', '2']],
  }
  assert.match(render(table(view)), /tabindex="0" role="region" aria-label="C"/)
  assert.match(render(table({ ...view, stack: true })), /<td data-h="B">2/)
})

test('the step one stands on is named for those who listen', () => {
  const text = render(
    stepper(
      [
        { title: 'A', state: 'past' },
        { title: 'B', state: 'now' },
      ],
      'L',
    ),
  )
  assert.equal(text.match(/aria-current="step"/g)?.length, 1)
})

test('a page escapes its title and loads nothing from elsewhere', () => {
  const text = render(
    page({
      language: 'kk',
      surface: 'desk',
      title: '</title><script>',
      brand: { name: 'K', href: '/' },
      skip: 'S',
      navigation: { label: 'N', links: [] },
      languages: { label: 'T', links: [] },
      main: '',
    }),
  )
  assert.doesNotMatch(text, /<script>/)
  assert.doesNotMatch(text, /(?:src|href)="(?!\/|#)/)
  assert.match(text, /<body class="desk">/)
})
