/** An exception for a special category: who may state one, and what it asks of the form (R-19d). */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { LANGUAGES } from '@kelisim/terms'
import { consentTexts, ticksOf } from '../consent.ts'
import { exceptionOf, mayBeAsked } from '../lawful.ts'
import { loadPolicy } from '../load.ts'
import { FILES, remember, saysAll } from './wrong-folder.test-data.ts'

const FOLDER = new URL('../../../../policy/clinic/', import.meta.url)
const CLINIC: ReadonlyMap<string, string> = new Map(
  readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => [name, readFileSync(new URL(name, FOLDER), 'utf8')]),
)
const { policy: clinic = assert.fail('the clinic has faults') } = loadPolicy(CLINIC)

type Change = readonly [file: string, from: string, to: string]

const WRONG: readonly { readonly code: string; readonly changes: readonly Change[] }[] = [
  {
    code: 'special_exception_unlawful',
    changes: [['policy.yaml', '  kind: medical_organisation\n', '']],
  },
  {
    code: 'special_exception_unlawful',
    changes: [['special-categories.yaml', 'legal: [360-VI art. 273]', 'legal: [94-V art. 7(9)]']],
  },
  {
    code: 'special_exception_unapproved',
    changes: [['special-categories.yaml', 'number: 13-Б', "number: ''"]],
  },
  {
    code: 'special_exception_unapproved',
    changes: [['policy.yaml', 'number: DEMO-MED-0001', "number: ''"]],
  },
  {
    code: 'special_exception_free_text',
    changes: [['fields.yaml', 'purposes: [C]\n    type: enum', 'purposes: [C]\n    type: text']],
  },
  {
    code: 'special_exception_bundled',
    changes: [['fields.yaml', 'purposes: [C]', 'purposes: [C, A]']],
  },
  {
    code: 'special_exception_bundled',
    changes: [
      [
        'controls.yaml',
        'purpose: care_preparation\n    requiredToApply: false',
        'purpose: care_preparation\n    requiredToApply: true',
      ],
    ],
  },
  { code: 'field_special_on', changes: [['fields.yaml', '    special: health\n', '']] },
  {
    code: 'field_special_on',
    changes: [
      ['fields.yaml', 'special: health\n    default: opt', "special: health\n    default: 'on'"],
    ],
  },
  {
    code: 'special_category_field',
    changes: [['fields.yaml', 'kk: Келу себебі (денсаулық туралы)', 'kk: Келу себебі (ұлты)']],
  },
]

for (const { code, changes } of WRONG) {
  test(`R-19(d): ${code}: ${changes.map(([, , to]) => to.slice(0, 50) || 'left out').join()}`, () => {
    const files = new Map(CLINIC)
    for (const [file, from, to] of changes) {
      const text = files.get(file) ?? ''
      assert.ok(text.includes(from), `${file}: ${from}`)
      files.set(file, text.replace(from, to))
    }
    const { policy, findings } = loadPolicy(files)
    assert.equal(policy, undefined)
    findings.forEach(saysAll)
    assert.ok(
      findings.some((finding) => finding.code === code),
      findings.map((finding) => `${finding.where} ${finding.code}`).join('\n'),
    )
  })
}

test('R-19: a lead broker that states the clinic’s exception word for word is refused', () => {
  const stated = /^ {4}exception:[\s\S]*$/m.exec(CLINIC.get('special-categories.yaml') ?? '')?.[0]
  assert.ok(stated !== undefined)
  const special = FILES.get('special-categories.yaml') ?? ''
  const at = special.indexOf('  - id: health')
  const next = special.indexOf('\n  - id:', at + 5)
  const end = next < 0 ? special.length : next
  const changed = `${special.slice(0, end).trimEnd()}\n${stated.trimEnd()}\n${special.slice(end)}`
  const { policy, findings } = loadPolicy(
    new Map([...FILES, ['special-categories.yaml', changed]]),
    remember,
  )
  assert.equal(policy, undefined)
  assert.ok(findings.some(({ code }) => code === 'special_exception_unlawful'))
})

test('R-19(d), L-1: the item has a consent of its own that says what it is and by which law, in three languages', () => {
  const field = clinic.fields.find(({ id }) => id === 'visit_reason') ?? assert.fail('no item')
  assert.ok(mayBeAsked(clinic, field))
  const said = exceptionOf(clinic, field)?.statement
  for (const language of LANGUAGES) {
    const texts = consentTexts(clinic, language)
    const asking = texts.filter(({ fields }) => fields.includes('visit_reason'))
    assert.deepEqual(
      asking.map(({ control, fields, requiredToApply }) => [control, fields, requiredToApply]),
      [['care_preparation', ['visit_reason'], false]],
    )
    assert.ok(asking[0]?.verbatim.includes(said?.[language] ?? '?'), language)
    for (const other of texts.filter((text) => !asking.includes(text))) {
      assert.ok(!other.verbatim.includes(said?.[language] ?? '?'), other.control)
    }
  }
})

test('R-19(d), I9: what is asked under an exception is sent to nobody, whatever an agreement says', () => {
  const recipients = clinic.recipients.map((recipient) => ({
    ...recipient,
    ...(recipient.agreement === undefined
      ? {}
      : {
          agreement: {
            ...recipient.agreement,
            purposes: [...recipient.agreement.purposes, 'care_preparation'],
            fields: [...recipient.agreement.fields, 'visit_reason'],
          },
        }),
  }))
  for (const tick of ticksOf({ ...clinic, recipients })) {
    if (tick.recipient !== undefined) assert.ok(!tick.fields.includes('visit_reason'))
  }
})

test('R-19(d), R-20: without an exception nothing of a special category can be asked', () => {
  const specialCategories = clinic.specialCategories.map(({ id, title, legal, stems }) => ({
    id,
    title,
    legal,
    stems,
  }))
  for (const field of clinic.fields.filter((one) => one.class === 'S')) {
    assert.ok(!mayBeAsked({ specialCategories }, field), field.id)
  }
})

test('R-19d: an item stands on an exception only if it is of a special category and names it', () => {
  const special = clinic.fields.find(({ class: of }) => of === 'S') ?? assert.fail('no such item')
  assert.ok(exceptionOf(clinic, special) !== undefined && mayBeAsked(clinic, special))
  const { special: _, ...unnamed } = special
  assert.equal(exceptionOf(clinic, unnamed), undefined)
  assert.equal(mayBeAsked(clinic, unnamed), false)
  assert.equal(exceptionOf(clinic, { ...special, class: 'N' }), undefined)
})
