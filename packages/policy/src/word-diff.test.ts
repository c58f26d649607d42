/** The words of two versions side by side: nothing is lost and nothing invented. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { wordDiff } from './word-diff.ts'

const side = (runs: ReturnType<typeof wordDiff>, without: string) =>
  runs
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join('')

test('a changed word is gone and fresh, the rest is kept (R-88)', () => {
  assert.deepEqual(wordDiff('Дерек 30 күн сақталады.', 'Дерек 60 күн сақталады.'), [
    { kind: 'kept', text: 'Дерек ' },
    { kind: 'gone', text: '30 ' },
    { kind: 'fresh', text: '60 ' },
    { kind: 'kept', text: 'күн сақталады.' },
  ])
  assert.deepEqual(wordDiff('', 'жаңа'), [{ kind: 'fresh', text: 'жаңа' }])
  assert.deepEqual(wordDiff('ескі', ''), [{ kind: 'gone', text: 'ескі' }])
  assert.deepEqual(wordDiff('', ''), [])
})

test('both texts can be read back from the difference, letter for letter (R-88)', () => {
  const text = fc
    .array(fc.constantFrom('а', 'ә', 'б', ' ', '  ', '\n', 'сөз', 'word', '.'))
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, text, (before, after) => {
      const runs = wordDiff(before, after)
      assert.equal(side(runs, 'fresh'), before)
      assert.equal(side(runs, 'gone'), after)
      runs.forEach(({ kind }, index) => assert.notEqual(kind, runs[index + 1]?.kind))
    }),
  )
})

test('texts beyond the limit are one whole against the other', () => {
  const long = 'сөз '.repeat(1_100)
  assert.deepEqual(
    wordDiff(long, `${long}тағы`).map(({ kind }) => kind),
    ['gone', 'fresh'],
  )
  assert.deepEqual(
    wordDiff(long, long).map(({ kind }) => kind),
    ['kept'],
  )
})
