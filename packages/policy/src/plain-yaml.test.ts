/**
 * What is read in one pass says what the library says, values and lines, and every other text is left to the library.
 * The library is asked here directly: it alone says what a text of YAML means. Requirements: R-10. Invariant I8.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { readByLibrary, readYaml, type Path, type YamlFile } from './folder.ts'
import { readPlain } from './plain-yaml.ts'

const FOLDERS = ['proleads', 'clinic'].map(
  (name) => new URL(`../../../policy/${name}/`, import.meta.url),
)
const TEXTS = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => [name, readFileSync(new URL(name, folder), 'utf8')] as const),
)

/** Every place in a value, the value itself first. */
function pathsOf(value: unknown, above: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [above]
  const parts = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return [above, ...parts.flatMap(([key, part]) => pathsOf(part, [...above, key]))]
}

function agrees(one: YamlFile, other: YamlFile, text: string): void {
  assert.deepEqual(other.faults, [], text)
  assert.deepEqual(one.faults, [], text)
  assert.deepEqual(one.content, other.content, text)
  for (const path of pathsOf(other.content)) {
    assert.equal(one.at(path), other.at(path), `${path.join('.')} of\n${text}`)
    const absent = [...path, 'absent']
    assert.equal(one.at(absent), other.at(absent), `${absent.join('.')} of\n${text}`)
  }
}

test('R-10: every file of both policies is plain, and has the values and the lines that the library gives it', () => {
  assert.ok(TEXTS.length > 50)
  for (const [name, text] of TEXTS) {
    assert.ok(readPlain(text) !== undefined, `${name} is left to the library`)
    agrees(readYaml(name, text), readByLibrary(name, text), name)
  }
})

/** Signs with a meaning, and some without; a change puts one of them anywhere. */
const SIGNS = [
  ': # - ? [ ] { } , & * ! | > \' " % @ ` ~ a 7 ғ 1.5 -0 0x1f .inf 1e3 true null \\ \\u0041'.split(
    ' ',
  ),
  [' ', '  ', '\n', '\n\n', ': ', ' #', '- ', '\n  ', '\n    ', '\n- ', 'a: ', '\t', '\r\n'],
  ['---\n', '...\n', '|\n', '>-\n', '<<: ', '__proto__: ', 'constructor: '],
  ['\u00a0', '\u0085', '\u2028', '\ufeff', '💡'],
].flat()

interface Change {
  readonly file: number
  readonly from: number
  readonly lines: number
  readonly edits: readonly { readonly at: number; readonly drop: number; readonly sign: number }[]
}

/** Some lines of a file of ours, with a few signs changed. */
function changed({ file, from, lines, edits }: Change): string {
  const [, whole] = TEXTS[file % TEXTS.length] ?? assert.fail()
  const all = whole.split('\n')
  let text = `${all.slice(from % all.length, (from % all.length) + lines).join('\n')}\n`
  for (const { at, drop, sign } of edits) {
    const place = at % (text.length + 1)
    text = text.slice(0, place) + (SIGNS[sign % SIGNS.length] ?? '') + text.slice(place + drop)
  }
  return text
}

const number = fc.nat({ max: 1_000_000 })
const change: fc.Arbitrary<Change> = fc.record({
  file: number,
  from: fc.oneof(fc.constant(0), number),
  lines: fc.integer({ min: 1, max: 12 }),
  edits: fc.array(fc.record({ at: number, drop: fc.integer({ min: 0, max: 4 }), sign: number }), {
    maxLength: 5,
  }),
})

test('R-10, I8: a text of ours, changed anyhow, is read as the library reads it or left to it', () => {
  let plain = 0
  fc.assert(
    fc.property(change, (made) => {
      const text = changed(made)
      if (readPlain(text) === undefined) return
      plain++
      agrees(readYaml('a.yaml', text), readByLibrary('a.yaml', text), text)
    }),
    { numRuns: 4_000 },
  )
  assert.ok(plain > 400, `only ${plain} texts were plain`)
})

/** Short texts of few signs reach every corner of the grammar, which changed ones of ours do not. */
const few = fc
  .array(fc.constantFrom(...SIGNS, 'a', 'b', 'c: d', 'x:', "'", '"q"', "'s'", ' ', '\n', '  '), {
    maxLength: 14,
  })
  .map((signs) => signs.join(''))

test('I8: so is any short text of signs with a meaning', () => {
  let plain = 0
  fc.assert(
    fc.property(
      fc.constantFrom('', 'a: ', 'a:\n  ', 'a:\n  - ', 'a: [', 'a: {b: '),
      few,
      (head, signs) => {
        const text = head + signs
        if (readPlain(text) === undefined) return
        plain++
        agrees(readYaml('a.yaml', text), readByLibrary('a.yaml', text), text)
      },
    ),
    { numRuns: 20_000 },
  )
  assert.ok(plain > 200, `only ${plain} texts were plain`)
})

test('every way of plain writing is read: words, quotes, brackets, long texts, comments, nothing', () => {
  const text = [
    '# a comment',
    'word: two words, and more # said',
    "'quoted key': 'it''s'",
    '"doubly": "\\u00a0 \\" \\\\ \\n"',
    'empty:',
    'truth: true',
    'number: -12',
    'fraction: 1.50',
    'nothing: ~',
    'url: https://x.kz/a#b',
    'spaced :  [ a , "b", {c: d, e: [] }, # said',
    '  # and more',
    '  f ] # said',
    'folded: >-',
    '  one',
    '  two',
    '',
    '',
    '  three',
    '',
    'literal: |',
    '  one',
    '    two  ',
    'list:',
    '  - a',
    '  - k: v',
    '    l: >',
    '      long',
    '  # between',
    '  - {}',
    'last: end',
  ].join('\n')
  assert.ok(readPlain(text) !== undefined)
  agrees(readYaml('a.yaml', text), readByLibrary('a.yaml', text), text)
})

test('I8: what is not surely plain is left to the library, which reads it or names the fault', () => {
  const texts = [
    '',
    '# nothing\n',
    'a\n',
    'a: b\n  c\n',
    'a: 1\na: 2\n',
    '__proto__: 1\n',
    'a: &x 1\n',
    'a: *x\n',
    'a: !t 1\n',
    'a:\tb\n',
    'a: b\r\n',
    '---\na: b\n',
    '%YAML 1.2\n---\na: b\n',
    'a: 0x1f\n',
    'a: .inf\n',
    'a: "\\x41"\n',
    'a: "two\n  lines"\n',
    "a: 'two\n  lines'\n",
    'a: >2\n    x\n',
    'a: |+\n  x\n\n',
    'a:\n- b\n',
    'a:\n  - - b\n',
    'a:\n  -\n    b: c\n',
    'a: [b: c]\n',
    'a: [b\n]\n',
    'a: b: c\n',
    '? a\n: b\n',
    `${'a: {'.repeat(50)}${'}'.repeat(50)}\n`,
    `${Array.from({ length: 50 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')}`,
    `${'k'.repeat(600)}: v\n`,
  ]
  for (const text of texts) {
    assert.equal(readPlain(text), undefined, text)
    const [one, other] = [readYaml('a.yaml', text), readByLibrary('a.yaml', text)]
    assert.deepEqual([one.content, one.faults], [other.content, other.faults], text)
  }
})
