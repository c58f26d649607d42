/** What a person reads before each tick: complete, in three languages, and addressed by its hash. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { type Language, LANGUAGES } from '@kelisim/terms'
import fc from 'fast-check'
import { consentTexts, namePlaceholder, ticksOf, transferFields } from './consent.ts'
import type { Policy } from './model.ts'
import { parsePolicy } from './parse.ts'

const FOLDER = new URL('../../../policy/proleads/', import.meta.url)
const FILES: ReadonlyMap<string, string> = new Map(
  readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:yaml|md)$/.test(name))
    .map((name) => [name, readFileSync(new URL(name, FOLDER), 'utf8')]),
)
const POLICY: Policy = parsePolicy(FILES).policy ?? assert.fail('the folder is not a policy')

const text = (control: string, language: Language = 'kk', policy = POLICY) =>
  consentTexts(policy, language).find((one) => one.control === control) ?? assert.fail(control)

describe('a consent text', () => {
  test('exists once for each purpose, recipient and channel, in the order of the form (art. 8(4), R-45)', () => {
    for (const language of LANGUAGES) {
      assert.deepEqual(
        consentTexts(POLICY, language).map(({ control }) => control),
        [
          'contract',
          'recipient:samal',
          'recipient:qarlygash',
          'recipient:ules',
          'statistics',
          'service_info:sms',
          'service_info:email',
          'offers:sms',
          'offers:email',
          'direct_marketing:sms',
          'direct_marketing:email',
        ],
      )
    }
  })

  test('stands for what its tick stands for, to the last field (R-45, R-54)', () => {
    const meant = consentTexts(POLICY, 'kk').map((one) => {
      const { control, purpose, operations, fields, recipient, channel, days } = one
      return {
        control,
        purpose,
        operations,
        fields,
        days,
        ...(recipient === undefined ? {} : { recipient }),
        ...(channel === undefined ? {} : { channel }),
      }
    })
    assert.deepEqual(ticksOf(POLICY), meant)
    assert.deepEqual(
      meant.flatMap(({ channel }) => channel ?? []),
      ['sms', 'email', 'sms', 'email', 'sms', 'email'],
    )
  })

  test('has all eight contents of art. 8(4), in order, none blank, in kk, ru and en (L-1)', () => {
    for (const language of LANGUAGES) {
      for (const one of consentTexts(POLICY, language)) {
        const items = one.terms.map(({ item }) => Number(item))
        assert.deepEqual([...new Set(items)], [1, 2, 3, 4, 5, 6, 7, 8])
        assert.deepEqual(
          items,
          items.toSorted((a, b) => a - b),
        )
        for (const { label, value } of one.terms) {
          assert.notEqual(label.trim(), '')
          assert.notEqual(value.trim(), '')
        }
        for (const line of [one.heading, one.statement, one.agree, one.otherwise]) {
          assert.match(line, /\p{L}/u)
        }
        assert.doesNotMatch(one.verbatim, /[{}|]|undefined|NaN/)
      }
    }
  })

  test('says that nothing crosses the border and nothing is decided by a machine (94-V art. 16, 19-1(1))', () => {
    for (const language of LANGUAGES) {
      const { labels, crossBorder, automated } = POLICY.wording[language]
      for (const one of consentTexts(POLICY, language)) {
        const said = (label: string) => one.terms.find((term) => term.label === label)?.value
        assert.equal(said(labels.crossBorder), crossBorder)
        assert.equal(said(labels.automated), automated)
      }
    }
  })

  test('says of a purpose that nothing depends on that nothing depends on it (R-15, R-47)', () => {
    const free = { kk: /ештеңе өзгермейді/, ru: /ничего не изменится/, en: /nothing changes/ }
    const none = { kk: /^жоқ/, ru: /^нет/, en: /^no/ }
    for (const language of LANGUAGES) {
      const statistics = text('statistics', language)
      assert.equal(statistics.requiredToApply, false)
      assert.match(statistics.otherwise, free[language])
      assert.doesNotMatch(text('contract', language).otherwise, free[language])
      const passed = statistics.terms.find(({ item }) => item === '4')?.value ?? ''
      assert.match(passed, none[language])
      const [statement, title] = [statistics.statement, statistics.heading.toLowerCase()]
      assert.ok(
        statement.includes(
          POLICY.purposes.find(({ id }) => id === 'statistics')?.inConsent[language] ?? '?',
        ),
      )
      assert.notEqual(title, text('contract', language).heading.toLowerCase())
    }
    assert.deepEqual(text('statistics').operations, ['use', 'depersonalise'])
  })

  test('of such a purpose cannot be compiled without words of its own (L-1)', () => {
    const { heading, ...rest } = POLICY.wording.kk
    const { optional: _, ...required } = heading
    const kk = { ...rest, heading: required }
    const without = { ...POLICY, wording: { ...POLICY.wording, kk } }
    assert.throws(() => consentTexts(without, 'kk'), /statistics/)
  })

  test('names the operator with its BIN, the term in days and the fields by name (8(4)(1), (3), (7))', () => {
    const value = (item: string) =>
      text('contract').terms.find((one) => one.item === item)?.value ?? ''
    assert.match(value('1'), /«ProLeads» ЖШС, БСН 350140000014/)
    assert.match(value('3'), /30 күн/)
    assert.match(value('7'), /^тегі, аты, әкесінің аты, туған күні,/)
    assert.match(value('7'), /ЖСН/)
  })

  test('is said in the first person and holds a placeholder, so its hash holds nobody (L-1)', () => {
    const opening = { kk: 'Мен, ', ru: 'Я, ', en: 'I, ' }
    for (const language of LANGUAGES) {
      const name = namePlaceholder(POLICY, language)
      for (const one of consentTexts(POLICY, language)) {
        assert.ok(one.statement.startsWith(`${opening[language]}${name},`), one.statement)
        assert.equal(one.terms.find(({ item }) => item === '2')?.value, name)
      }
    }
  })

  test('asks for the agreement’s fields and no others when it is about a recipient (R-58, I9)', () => {
    const samal = text('recipient:samal')
    assert.deepEqual(samal.fields, [
      'last_name',
      'first_name',
      'patronymic',
      'birth_date',
      'income',
      'iin',
      'phone',
    ])
    assert.equal(samal.recipient, 'samal')
    assert.deepEqual(samal.operations, ['provide'])
    assert.equal(text('recipient:ules').fields.includes('income'), false)
    assert.match(samal.verbatim, /БСН 350240001016/)
    assert.doesNotMatch(samal.verbatim, /350340002028|350540004041/)
  })

  test('covers every required item and nothing that is off (R-47, R-54)', () => {
    const covered = text('contract').fields
    const required = POLICY.fields.filter((field) => field.requiredToApply)
    assert.ok(required.length > 0)
    assert.deepEqual(
      required.filter(({ id }) => !covered.includes(id)),
      [],
    )
    assert.deepEqual(
      POLICY.fields.filter((field) => field.default === 'off' && covered.includes(field.id)),
      [],
    )
  })

  test('makes only the application’s own consent a condition, never a message (R-16, R-47)', () => {
    const required = consentTexts(POLICY, 'kk').filter((one) => one.requiredToApply)
    assert.deepEqual(
      required.map(({ control }) => control),
      ['contract'],
    )
  })

  test('speaks with the voice of the product: the recipient’s tick and what happens without it', () => {
    assert.equal(text('recipient:samal', 'kk').agree, '«Самал» ұйымына беруге келісемін.')
    assert.equal(
      text('recipient:samal', 'ru').agree,
      'Даю согласие на передачу организации «Самал».',
    )
    assert.equal(text('recipient:samal', 'en').agree, 'I agree to my data going to Samal.')
    assert.match(
      text('recipient:samal', 'kk').otherwise,
      /^Белгілемесем: бұл ұйым мен туралы ештеңе білмейді\.$/,
    )
  })

  test('has its terms from the policy: the law’s days of withdrawal, the draft’s hours', () => {
    const limits = { ...POLICY.limits, draftHours: 21 }
    const policy = { ...POLICY, limits }
    assert.match(text('contract', 'ru', policy).otherwise, /за 21\u00a0час\. /)
    assert.match(text('contract', 'ru').otherwise, /за 24\u00a0часа\. /)
    assert.match(text('contract', 'ru').verbatim, /15\u00a0рабочих дней/)
  })
})

describe('the hash of a consent text', () => {
  test('is SHA-256 of the words as shown, and different for each control and language', () => {
    const all = LANGUAGES.flatMap((language) => consentTexts(POLICY, language))
    for (const one of all) {
      assert.equal(one.sha256, createHash('sha256').update(one.verbatim).digest('hex'))
      const lines = one.verbatim.split('\n')
      assert.equal(lines[0], one.heading)
      assert.equal(lines[1], one.statement)
      assert.equal(lines.at(-1), one.otherwise)
      assert.equal(lines.length, one.terms.length + 4)
    }
    assert.equal(new Set(all.map(({ sha256 }) => sha256)).size, all.length)
  })

  test('moves when a field, a term, a recipient’s agreement or a word changes, and only there', () => {
    const before = consentTexts(POLICY, 'kk')
    const moved = (policy: Policy) =>
      consentTexts(policy, 'kk')
        .filter(
          (one) => before.find(({ control }) => control === one.control)?.sha256 !== one.sha256,
        )
        .map(({ control }) => control)
    const fields = POLICY.fields.map((field) =>
      field.id === 'income' ? { ...field, default: 'off' as const } : field,
    )
    assert.deepEqual(moved({ ...POLICY, fields }), ['contract', 'recipient:samal', 'statistics'])
    const recipients = POLICY.recipients.map((recipient) =>
      recipient.id === 'ules' && recipient.agreement !== undefined
        ? { ...recipient, agreement: { ...recipient.agreement, fields: ['phone'] } }
        : recipient,
    )
    assert.deepEqual(moved({ ...POLICY, recipients }), ['recipient:ules'])
    const purposes = POLICY.purposes.map((purpose) =>
      purpose.id === 'direct_marketing' ? { ...purpose, consentDays: 180 } : purpose,
    )
    assert.deepEqual(moved({ ...POLICY, purposes }), [
      'direct_marketing:sms',
      'direct_marketing:email',
    ])
    assert.equal(moved({ ...POLICY, version: 2 }).length, before.length)
  })
})

describe('a form with a hole is not made (L-1, R-91)', () => {
  const holes: readonly (readonly [string, Policy])[] = [
    ['BIN', { ...POLICY, operator: { ...POLICY.operator, bin: '' } }],
    ['name', { ...POLICY, operator: { ...POLICY.operator, name: { kk: '', ru: '', en: '' } } }],
    [
      'address',
      { ...POLICY, operator: { ...POLICY.operator, address: { kk: '', ru: '', en: '' } } },
    ],
    ['term', { ...POLICY, purposes: POLICY.purposes.map((one) => ({ ...one, consentDays: 0 })) }],
    [
      'fields',
      { ...POLICY, fields: POLICY.fields.map((one) => ({ ...one, default: 'off' as const })) },
    ],
    ['clock', { ...POLICY, deadlines: [] }],
    ['purpose', { ...POLICY, purposes: [] }],
  ]
  for (const [what, policy] of holes) {
    test(`without ${what} the compiler refuses`, () => {
      for (const language of LANGUAGES) {
        assert.throws(() => consentTexts(policy, language), /couldn’t compile the consent/)
      }
    })
  }

  test('what a tick does not have cannot be spoken of in its words', () => {
    for (const place of ['recipient', 'legalName', 'byChannel']) {
      const heading = { ...POLICY.wording.ru.heading, processing: `{${place}}` }
      const ru = { ...POLICY.wording.ru, heading }
      const policy = { ...POLICY, wording: { ...POLICY.wording, ru } }
      assert.throws(() => consentTexts(policy, 'ru'), new RegExp(`\\{${place}\\} is blank`))
    }
  })

  test('any single blank word of the form is refused, whichever it is', () => {
    for (const language of LANGUAGES) {
      const wording = POLICY.wording[language]
      const keys = [
        'crossBorder',
        'dissemination',
        'automated',
        'withdrawal',
        'policy',
        'term',
      ] as const
      for (const key of keys) {
        const policy = {
          ...POLICY,
          wording: { ...POLICY.wording, [language]: { ...wording, [key]: ' ' } },
        }
        assert.throws(() => consentTexts(policy, language), /couldn’t compile/, key)
      }
    }
  })
})

describe('what a recipient is sent', () => {
  const sent = (policy: Policy, purpose = 'contract') => {
    const samal = policy.recipients.find(({ id }) => id === 'samal') ?? assert.fail('no recipient')
    return transferFields(policy, samal, purpose)
  }

  test('is agreement ∩ purpose, as the consent text names it (R-60, R-61)', () => {
    assert.deepEqual(sent(POLICY), text('recipient:samal').fields)
    assert.ok(sent(POLICY).includes('iin'))
  })

  test('is never what is asked under an exception, though the form asks for it (R-19d)', () => {
    const [special, ...others] = POLICY.specialCategories
    assert.ok(special !== undefined)
    const exception = {
      legal: ['360-VI art. 273'],
      approval: { number: '1', date: '2026-01-01', approver: 'A. A.' },
      statement: { kk: 'х', ru: 'х', en: 'x' },
    }
    const policy = {
      ...POLICY,
      specialCategories: [{ ...special, exception }, ...others],
      fields: POLICY.fields.map((field) =>
        field.id === 'income' ? { ...field, class: 'S' as const, special: special.id } : field,
      ),
    }
    assert.ok(text('contract', 'kk', policy).fields.includes('income'))
    assert.deepEqual(
      sent(policy),
      sent(POLICY).filter((id) => id !== 'income'),
    )
  })

  test('is nothing for another purpose, or without an agreement (I8)', () => {
    assert.deepEqual(sent(POLICY, 'direct_marketing'), [])
    const recipients = POLICY.recipients.map(({ id, name, bin, kind, licence }) => {
      return { id, name, bin, kind, licence }
    })
    assert.deepEqual(sent({ ...POLICY, recipients }), [])
  })

  test('never holds a field that is off or special, whatever the agreement says (I9)', () => {
    const ids = POLICY.fields.map(({ id }) => id)
    fc.assert(
      fc.property(fc.subarray(ids), (agreed) => {
        const recipients = POLICY.recipients.map((recipient) =>
          recipient.agreement === undefined
            ? recipient
            : { ...recipient, agreement: { ...recipient.agreement, fields: agreed } },
        )
        for (const id of sent({ ...POLICY, recipients })) {
          const field = POLICY.fields.find((one) => one.id === id)
          assert.ok(field?.default !== 'off' && field?.class !== 'S')
          assert.ok(field?.purposes.includes('contract') && agreed.includes(id))
        }
      }),
    )
  })
})
