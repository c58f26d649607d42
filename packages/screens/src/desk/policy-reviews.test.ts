import assert from 'node:assert/strict'
import { test } from 'node:test'
import { messages } from '@kelisim/messages'
import { type CitingKind, LANGUAGES, moment } from '@kelisim/terms'
import { render } from '@kelisim/ui'
import { DESK, reviewsPath } from '../paths.ts'
import { type ReviewRow, reviewsPart } from './policy-reviews.ts'

const frameOf = (language: (typeof LANGUAGES)[number]) => ({
  language,
  path: DESK.policy,
  demo: true,
  csrf: 'c',
  staff: { name: 'N', role: 'R' },
  places: [],
})

function row(article: string, kind: CitingKind, name: string, isDone = false): ReviewRow {
  const done = { by: 'Officer', at: moment(1_795_338_000_000) }
  const one = { id: `${article}-${name}`, kind, name, article, reference: `${article} p. 1` }
  return isDone ? { ...one, done } : one
}

/** Article 7 is done, 8 in part, 12 not at all. */
const ROWS = [
  row('art. 7', 'clause', '1.1', true),
  row('art. 8', 'purpose', 'contract'),
  row('art. 8', 'clause', '4.1', true),
  row('art. 12', 'clause', '5.1'),
  row('art. 12', 'clause', '5.2'),
]

test('what is left stands before what is done, each article with its count (R-2)', () => {
  for (const language of LANGUAGES) {
    const words = messages(language).deskPolicy.reviews
    const page = render(reviewsPart(frameOf(language), { kind: undefined, rows: ROWS }))
    const heads = [...page.matchAll(/<summary><b>(.+?)<\/b> <span[^>]*>(.+?)<\/span>/g)]
    assert.deepEqual(
      heads.map(([, article, count]) => [article, count]),
      [
        ['art. 8', words.progress(1, 2)],
        ['art. 12', words.progress(0, 2)],
        ['art. 7', words.progress(1, 1)],
      ],
    )
    assert.equal(page.match(/<form/g)?.length, 2, 'an article that is done asks nothing')
    assert.ok(page.includes(words.openCount(3)) && page.includes(words.progress(2, 5)))
  }
})

test('one kind of rule is asked for by a link, and its answer comes back to it (R-2)', () => {
  const page = render(reviewsPart(frameOf('en'), { kind: 'clause', rows: ROWS }))
  const links = [...page.matchAll(/<a href="([^"]+)"( aria-current="true")?>.+?>(\d+)<\/span>/g)]
  assert.deepEqual(
    links.map(([, href, current, count]) => [href, current !== undefined, count]),
    [
      [reviewsPath(), false, '3'],
      [reviewsPath('purpose'), false, '1'],
      [reviewsPath('clause'), true, '2'],
    ],
  )
  const tasks = [...page.matchAll(/name="task" value="([^"]+)"/g)].map(([, id]) => id)
  assert.deepEqual(tasks, ['art. 12-5.1', 'art. 12-5.2'])
  assert.match(page, /name="rule" value="clause"/)
})

test('no answer is chosen beforehand, and where nothing changed the page says so (R-2)', () => {
  const page = render(reviewsPart(frameOf('kk'), { kind: undefined, rows: ROWS }))
  assert.doesNotMatch(page, /type="radio"[^>]*checked/)
  for (const language of LANGUAGES) {
    const none = render(reviewsPart(frameOf(language), { kind: undefined, rows: [] }))
    assert.ok(none.includes(messages(language).deskPolicy.reviews.none))
    assert.doesNotMatch(none, /<form|<nav|<details/)
  }
})
