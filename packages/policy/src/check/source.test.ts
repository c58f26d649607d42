/** Every rule about the source document, shown by one change of the real folder that must be refused. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { loadPolicy } from '../load.ts'
import { FILES, saysAll } from './wrong-folder.test-data.ts'

interface Wrong {
  readonly code: string
  readonly file: string
  readonly from: string
  readonly to: string
  /** Where the finding stands, when not in the changed file. */
  readonly in?: string
  /** The finding is on the changed line itself. */
  readonly exact?: true
}

const WRONG: readonly Wrong[] = [
  {
    code: 'source_altered',
    file: 'source/policy.md',
    from: 'ProLeeds',
    to: 'ProLeads',
    in: 'source/source.yaml',
  },
  {
    code: 'source_missing',
    file: 'source/source.yaml',
    from: 'file: policy.md',
    to: 'file: other.md',
    exact: true,
  },
  {
    code: 'source_lines_invalid',
    file: 'source/source.yaml',
    from: "id: '8.1', from: 132, to: 133",
    to: "id: '8.1', from: 132, to: 999",
    exact: true,
  },
  {
    code: 'source_lines_shared',
    file: 'source/source.yaml',
    from: "id: '8.1', from: 132, to: 133",
    to: "id: '8.1', from: 130, to: 134",
  },
  {
    code: 'source_lines_invalid',
    file: 'source/source.yaml',
    from: "id: '8.1', from: 132, to: 133",
    to: "id: '8.1', from: 131, to: 131",
    exact: true,
  },
  {
    code: 'declared_twice',
    file: 'source/source.yaml',
    from: "id: '6.3', from: 99, to: 99",
    to: "id: '6.4', from: 99, to: 99",
  },
  {
    code: 'source_unanswered',
    file: 'clauses.yaml',
    from: "source: '8.1'",
    to: "source: '8.2(а)'",
    in: 'source/source.yaml',
  },
  {
    code: 'source_unknown',
    file: 'clauses.yaml',
    from: "source: '6.3'",
    to: "source: '6.33'",
    exact: true,
  },
  {
    code: 'source_unnamed',
    file: 'clauses.yaml',
    from: ", source: 'A.2'",
    to: '',
    exact: true,
  },
  {
    code: 'source_kept_with_mistake',
    file: 'clauses.yaml',
    from: "treatment: as_is, source: '1.2(а)'",
    to: "treatment: as_is, source: '1.1(а)'",
    exact: true,
  },
]

for (const wrong of WRONG) {
  test(`${wrong.code}: ${wrong.from} → ${wrong.to} is refused (R-1, section 7)`, () => {
    const text = FILES.get(wrong.file) ?? ''
    assert.ok(text.includes(wrong.from), 'the fixture no longer fits the folder')
    const changed = text.replace(wrong.from, wrong.to)
    const { policy, findings } = loadPolicy(new Map([...FILES, [wrong.file, changed]]))
    assert.equal(policy, undefined)
    const found = findings.filter(({ code }) => code === wrong.code)
    const [first] = found
    assert.ok(first !== undefined, findings.map(({ code }) => code).join(', '))
    assert.ok(first.where.startsWith(`${wrong.in ?? wrong.file}:`), first.where)
    findings.forEach(saysAll)
    if (wrong.exact !== true) return
    const line = text.slice(0, text.indexOf(wrong.from)).split('\n').length
    assert.ok(
      found.some(({ where }) => where === `${wrong.file}:${line}`),
      first.where,
    )
  })
}

test('every code about the source has a failing example here', () => {
  const said = ['source.ts', 'check/source.ts'].flatMap((name) => {
    const text = readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')
    return [...text.matchAll(/'(source_[a-z_]+)'/g)].map(([, code]) => code)
  })
  const shown = WRONG.map(({ code }) => code).filter((code) => code.startsWith('source_'))
  assert.deepEqual(new Set(said), new Set(shown))
})
