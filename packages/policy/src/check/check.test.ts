/**
 * The checker as a whole: all faults at once, one table of rules, a failing example for each, and the document that
 * lists them. The examples stand beside this file, by subject.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { loadPolicy } from '../load.ts'
import { placesIn } from '../fill.ts'
import { CHECKER_RULES } from './rules.ts'
import { rulesDocument } from './rules-document.ts'
import { FILES, remember, saysAll } from './wrong-folder.test-data.ts'

describe('all faults come at once, and none is an echo of another', () => {
  test('faults of five files and of two layers are told in one run', () => {
    const change = (file: string, from: string, to: string): [string, string] => {
      const text = FILES.get(file) ?? ''
      assert.ok(text.includes(from))
      return [file, text.replace(from, to)]
    }
    const { findings } = loadPolicy(
      new Map([
        ...FILES,
        change('policy.yaml', '350140000014', '350140000015'),
        change('purposes.yaml', 'ground: consent', 'ground: contract'),
        change('fields.yaml', '    class: N', '    class: Q'),
        change('agreements/samal.yaml', 'storageCountry: KZ', 'storageCountry: DE'),
        change('texts/kk/clauses.yaml', '4.1(9): Деректердің', '4.1(9): Жеке деректердің'),
      ]),
    )
    const errors = findings.filter(({ severity }) => severity === 'error').map(({ code }) => code)
    assert.deepEqual(errors.sort(), [
      'agreement_storage_abroad',
      'ground_not_in_law',
      'kazakh_forbidden_term',
      'operator_bin_invalid',
      'shape_invalid',
    ])
  })

  test('each missing file is one fault, by its name', () => {
    for (const name of FILES.keys()) {
      if (
        /^(?:agreements\/|register|forms|dpv|README|glossary|names|statistics|messages|texts\/stamps|source\/policy)/.test(
          name,
        )
      )
        continue
      const files = new Map(FILES)
      files.delete(name)
      const { policy, findings } = loadPolicy(files, remember)
      assert.equal(policy, undefined)
      const missing = findings.filter(({ code }) => code === 'file_missing')
      missing.forEach(saysAll)
      assert.deepEqual(
        missing.map(({ where }) => where),
        [`${name}:1`],
      )
    }
  })

  test('an agreement that is missing is a warning, and its recipient gets no consent (R-59)', () => {
    const files = new Map(FILES)
    files.delete('agreements/samal.yaml')
    const { policy, findings } = loadPolicy(files, remember)
    assert.ok(
      findings.some(({ code, severity }) => code === 'agreement_missing' && severity === 'warning'),
    )
    assert.equal(policy?.recipients.find(({ id }) => id === 'samal')?.agreement, undefined)
  })

  test('a file that nothing reads is a fault: a policy is never read in part', () => {
    const { findings } = loadPolicy(new Map([...FILES, ['purposes-2.yaml', 'purposes: []\n']]))
    findings.forEach(saysAll)
    assert.ok(
      findings.some(({ code, where }) => code === 'file_unknown' && where === 'purposes-2.yaml:1'),
    )
  })

  test('aliases and duplicate keys are faults, not exceptions', () => {
    for (const text of [
      'a: &x 1\nlimits: *x\n',
      'limits: {}\nlimits: {}\n',
      ': : :',
      '\t- x',
      '',
    ]) {
      const { policy, findings } = loadPolicy(new Map([...FILES, ['limits.yaml', text]]))
      assert.equal(policy, undefined)
      findings.forEach(saysAll)
      assert.ok(
        findings.some(({ where }) => where.startsWith('limits.yaml:')),
        JSON.stringify(text),
      )
    }
  })

  test('a whole catalogue that was never translated into Kazakh is found by its file', () => {
    const text = FILES.get('boxes.yaml') ?? FILES.get('subject-categories.yaml') ?? ''
    const russian = text.replaceAll(/kk: .*/g, 'kk: Лицо из общего списка')
    const { findings } = loadPolicy(new Map([...FILES, ['subject-categories.yaml', russian]]))
    assert.ok(
      findings.some(
        ({ code, where }) => code === 'kazakh_not_kazakh' && where === 'subject-categories.yaml:1',
      ),
    )
  })
})

const HERE = new URL('./', import.meta.url)
const CODES = new Set(CHECKER_RULES.map(({ code }) => code))

function texts(folder: URL, wanted: RegExp): string {
  const names = readdirSync(folder).filter((name) => wanted.test(name))
  return names.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n')
}

const SOURCES =
  texts(HERE, /^(?!rules)(?!.*\.test\.).*\.ts$/) +
  texts(new URL('../', HERE), /^(?!.*\.test\.).*\.ts$/)
const EXAMPLES = texts(HERE, /\.test\.ts$/)

describe('one table holds every rule (R-5, R-10)', () => {
  test('no code stands in it twice, and each says the same in three languages (L-16)', () => {
    assert.equal(CODES.size, CHECKER_RULES.length)
    assert.ok(CODES.size > 150)
    for (const { code, what, remedy, serves } of CHECKER_RULES) {
      assert.ok(
        serves.every((one) => /^[RLX]-[1-9]\d*$/.test(one)),
        code,
      )
      for (const texts of [what, remedy]) {
        assert.equal(new Set(Object.values(texts)).size, 3, code)
        assert.deepEqual(placesIn(texts.kk), placesIn(texts.ru), code)
        assert.deepEqual(placesIn(texts.kk), placesIn(texts.en), code)
        for (const text of Object.values(texts)) assert.match(text, /\.$/, code)
      }
    }
  })

  test('each code of it can be given by the checker', () => {
    const silent = CHECKER_RULES.filter(({ code }) => !SOURCES.includes(`'${code}'`))
    assert.deepEqual(
      silent.map(({ code }) => code),
      [],
    )
  })

  test('each code that the checker can give stands in it', () => {
    const given = [
      ...SOURCES.matchAll(/(?:error|warning|fault)\(\s*'([a-z]+_[a-z_]+)'/g),
      ...SOURCES.matchAll(/(?:say|return \[)\(?'([a-z]+_[a-z_]+)'/g),
      ...SOURCES.matchAll(/bare\('[a-z]+', '([a-z_]+)'/g),
      ...SOURCES.matchAll(/code: '([a-z]+_[a-z_]+)'/g),
    ].map(([, code]) => code ?? '')
    assert.ok(given.length > 120, `only ${given.length} codes were found in the sources`)
    assert.deepEqual(given.filter((code) => !CODES.has(code)).sort(), [])
  })

  test('each has a failing example here', () => {
    const shown = new Set([...EXAMPLES.matchAll(/code: '([a-z_]+)'/g)].map(([, code]) => code))
    for (const code of ['file_missing', 'file_unknown']) assert.ok(EXAMPLES.includes(`'${code}'`))
    const missing = CHECKER_RULES.map(({ code }) => code).filter(
      (code) => !shown.has(code) && !code.startsWith('file_') && !code.startsWith('names_'),
    )
    assert.deepEqual(missing.sort(), [])
  })

  test('each oddity from X-1 to X-29 has a failing example', () => {
    const shown = new Set([...EXAMPLES.matchAll(/oddity: '(X-\d+)'/g)].map(([, oddity]) => oddity))
    const wanted = Array.from({ length: 29 }, (_, index) => `X-${index + 1}`)
    assert.deepEqual(
      wanted.filter((oddity) => !shown.has(oddity)),
      [],
    )
  })

  test('docs/policy-rules.md is made from it: npx kelisim policy rules > docs/policy-rules.md', () => {
    const written = readFileSync(new URL('../../../../docs/policy-rules.md', HERE), 'utf8')
    assert.equal(written, rulesDocument())
  })
})

describe('the policy in force', () => {
  test('has no error; of warnings only grants and purposes that wait for a tick, and stale stamps', () => {
    const { policy, findings } = loadPolicy(FILES, remember)
    assert.ok(policy !== undefined, JSON.stringify(findings.slice(0, 3)))
    const codes = new Set(findings.map(({ code }) => code))
    const expected = [
      'grant_dead',
      'purpose_without_control',
      'translation_stale',
      'translation_unstamped',
    ]
    assert.deepEqual(
      [...codes].filter((code) => !expected.includes(code)),
      [],
    )
  })
})
