import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type Path, readAnyYaml, readYaml } from './folder.ts'
import { readPlain } from './plain-yaml.ts'

const FOLDER = new URL('../../../policy/proleads/', import.meta.url).pathname
const FILES = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => ({ name, text: readFileSync(join(FOLDER, name), 'utf8') }))
const LINES = FILES.map(({ text }) => text.split('\n'))
const RUNS = 3_000
const WINDOW_LINES = 10

/** Whatever gives a text of YAML another meaning, or none. */
const BITS = [
  ' ',
  '  ',
  '\n',
  '\n\n',
  '\n  ',
  '\t',
  ':',
  ': ',
  '- ',
  '-',
  '#',
  ' # x',
  "'",
  '"',
  "''",
  '[',
  ']',
  '{',
  '}',
  ',',
  ', ',
  '>-\n',
  '|\n',
  '>\n',
  '>2\n',
  '&a ',
  '*a',
  '!t ',
  '? ',
  '~',
  'null',
  'true',
  'No',
  '1',
  '1.10',
  '1.1.1',
  '012',
  '0x1',
  '1e3',
  '.5',
  '-1',
  '+2',
  '.inf',
  '---\n',
  '...\n',
  '\\',
  '\\n',
  '\\u00a0',
  '\\x41',
  '%',
  '@',
  '`',
  'a: b',
  '<<: ',
  '=',
  '__proto__: 1\n',
  '2026-01-01',
  '\u00A0',
  '\u2028',
  '\uFEFF',
  '\r\n',
]

const window = fc
  .record({
    file: fc.nat(LINES.length - 1),
    from: fc.nat(1_000),
    size: fc.integer({ min: 1, max: WINDOW_LINES }),
    isOut: fc.boolean(),
  })
  .map(({ file, from, size, isOut }) => {
    const all = LINES[file] ?? []
    const first = from % all.length
    const lines = all.slice(first, first + size)
    const indents = lines.filter((line) => line.trim()).map((line) => line.search(/\S/))
    const indent = isOut && indents.length > 0 ? Math.min(...indents) : 0
    return `${lines.map((line) => line.slice(indent)).join('\n')}\n`
  })

const slip = fc.record({
  at: fc.nat(600),
  gone: fc.nat(3),
  bit: fc.constantFrom('', ...BITS),
})

const text = fc.tuple(window, fc.array(slip, { maxLength: 4 })).map(([whole, slips]) =>
  slips.reduce((now, { at, gone, bit }) => {
    const from = at % (now.length + 1)
    return now.slice(0, from) + bit + now.slice(from + gone)
  }, whole),
)

function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  const below =
    typeof value !== 'object' || value === null
      ? []
      : Object.entries(value).flatMap(([key, part]) =>
          pathsOf(part, [...path, Array.isArray(value) ? Number(key) : key]),
        )
  return [path, [...path, 'not there'], ...below]
}

function sayTheSame(name: string, content: string): void {
  const plain = readYaml(name, content)
  const complete = readAnyYaml(name, content)
  assert.deepEqual(complete.faults, [])
  assert.deepEqual(plain.content, complete.content)
  for (const path of pathsOf(complete.content)) {
    assert.equal(plain.at(path), complete.at(path), JSON.stringify(path))
  }
}

describe('the reader of plain files', () => {
  it('reads every file of the folder, with the values and lines of the complete reader (R-1)', () => {
    for (const { name, text: content } of FILES) {
      assert.notEqual(readPlain(content), undefined, `${name} is not plain any more`)
      sayTheSame(name, content)
    }
  })

  it('reads a text with slips as the complete reader does, or leaves it to that one (R-1, R-2)', () => {
    let read = 0
    fc.assert(
      fc.property(text, (content) => {
        if (readPlain(content) === undefined) return
        read++
        sayTheSame('f.yaml', content)
      }),
      { numRuns: RUNS },
    )
    assert.ok(read > RUNS / 20, `only ${read} texts were plain, so little was compared`)
  })

  it('leaves to the complete reader what it does not know: aliases, tags, two keys of one name', () => {
    const rare = ['a: &x 1\n', 'a: *x\n', 'a: !t 1\n', 'a: 1\na: 2\n', '? a\n: 1\n', 'a:\n', 'a: 1']
    for (const content of [
      ...rare,
      'a: 0x1\n',
      'a: "\\x41"\n',
      'a: b\n  c\n',
      '1.10: a\n',
      '\ta: 1\n',
    ]) {
      assert.equal(readPlain(content), undefined, content)
    }
  })
})
