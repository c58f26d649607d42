/** A file of the folder says what the YAML library says it does, and a fault in it is named by its line. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseDocument, stringify } from 'yaml'
import { readYaml } from './folder.ts'

const FOLDER = new URL('../../../policy/proleads/', import.meta.url)

test('R-10: every file of the policy in force has the value that the library gives it', () => {
  const names = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  const files = names.filter((name) => name.endsWith('.yaml'))
  assert.ok(files.length > 20)
  for (const name of files) {
    const text = readFileSync(new URL(name, FOLDER), 'utf8')
    const { content, faults } = readYaml(name, text)
    assert.deepEqual(faults, [])
    assert.deepEqual(content, parseDocument(text).toJS())
  }
})

test('R-10: any value that is written out is read back as the library reads it', () => {
  const value = fc.jsonValue({ maxDepth: 4, noUnicodeString: false })
  fc.assert(
    fc.property(value, fc.boolean(), (said, flow) => {
      const text = stringify(said, { collectionStyle: flow ? 'flow' : 'block', lineWidth: 40 })
      const { content, faults } = readYaml('a.yaml', text)
      assert.deepEqual(faults, [])
      assert.deepEqual(content, parseDocument(text).toJS())
    }),
    { numRuns: 500 },
  )
})

test('I8: a key said twice, a key that is no word, an alias and broken YAML are named by their line', () => {
  const faulty = [
    ['a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n', 5, 'duplicate_key'],
    ['a: { b: 1, b: 1 }\n', 1, 'duplicate_key'],
    ["a: 1\n'1': 2\n1: 3\n", 3, 'duplicate_key'],
    ['a: 1\n? [b, c]\n: 2\n', 2, 'key_not_word'],
    ['a: &x 1\nb: *x\n', 2, 'alias'],
    ['a: 1\n*x : 2\n', 2, ''],
    ['a: 1\nb: [1, 2\n', 3, ''],
    ['a: !foreign 1\n', 1, 'tag_resolve_failed'],
  ] as const
  for (const [text, line, why] of faulty) {
    const { content, faults } = readYaml('a.yaml', text)
    assert.equal(content, undefined, text)
    assert.equal(faults[0]?.where, `a.yaml:${line}`, text)
    assert.equal(faults[0]?.code, 'yaml_invalid')
    const problem = String(faults[0]?.params['problem'])
    assert.ok(problem.includes(why), problem)
  }
})
