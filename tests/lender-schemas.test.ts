/** What the schemas of a lender promise, held against what the rules let out and what the calls carry. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Post, postFor } from '@kelisim/api'
import { AGE_BANDS, documentsOf, sentFields } from '@kelisim/documents'
import { readPolicyFolder } from '@kelisim/outside'
import {
  type Agreement,
  compileTables,
  consentTexts,
  parsePolicy,
  type Policy,
} from '@kelisim/policy'
import { type ConsentFact, disclosableFields, type Facts, maskValue } from '@kelisim/rules'
import {
  addDays,
  type ConsentId,
  DAY,
  moment,
  parseMoment,
  recordId,
  subjectId,
} from '@kelisim/terms'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'

const FOLDER = new URL('../policy/proleads/', import.meta.url).pathname
const { policy } = parsePolicy(await readPolicyFolder(FOLDER))
const POLICY: Policy = policy ?? assert.fail('the policy cannot be read')
const AT = parseMoment('2026-11-22T09:00:00.000Z') ?? assert.fail('no moment')

const ajv = new Ajv2020({ strict: true, allErrors: true })
addFormats.default(ajv)

interface Schema {
  readonly required: readonly string[]
  readonly properties: Readonly<Record<string, Schema>>
  readonly enum?: readonly string[]
}

function schemaOf(of: Policy, call: 'ping' | 'post', recipient: string): Schema | undefined {
  const name = `${call}-${recipient}-contract.schema.json`
  const found = documentsOf(of).find((document) => document.name === name)
  return found === undefined ? undefined : (JSON.parse(found.text) as Schema)
}

/** A person who gave every consent that is asked. */
function everything(of: Policy): Facts {
  const consents = consentTexts(of, 'kk').map((text, index): ConsentFact => {
    const bytes = new Uint8Array(16)
    bytes[15] = index
    return {
      id: recordId<ConsentId>(AT, bytes),
      purpose: text.purpose,
      operations: text.operations,
      fields: text.fields,
      ...(text.recipient === undefined ? {} : { recipient: text.recipient }),
      ...(text.channel === undefined ? {} : { channel: text.channel }),
      grantedAt: AT,
      expiresAt: moment(AT + 30 * DAY),
    } as ConsentFact
  })
  return {
    subject: subjectId(new Uint8Array(16)),
    state: 'live',
    subjectCategories: ['potential_borrower'],
    consents,
    suspendedRecipients: [],
    suspendedPurposes: [],
    obligations: [],
  }
}

test('R-60, R-61, I9: a post schema has the fields that the rules let out, for every lender', () => {
  const tables = compileTables(POLICY)
  for (const recipient of POLICY.recipients) {
    const let_out = disclosableFields(tables, recipient.id, 'contract', everything(POLICY), AT)
    assert.ok(let_out.length > 0)
    const schema = schemaOf(POLICY, 'post', recipient.id)
    assert.deepEqual(
      Object.keys(schema?.properties['applicant']?.properties ?? {}).toSorted(),
      let_out.toSorted(),
    )
  }
})

test('R-60, I9: the same for any agreement, whatever it names', () => {
  const ids = POLICY.fields.map(({ id }) => id)
  const samal = POLICY.recipients[0] ?? assert.fail('no recipient')
  const agreed = samal.agreement ?? assert.fail('no agreement')
  const agreements = fc.record({
    fields: fc.subarray(ids),
    purposes: fc.subarray(['contract', 'statistics', 'direct_marketing']),
    operations: fc.subarray(['provide', 'transfer'] as const),
    storageCountry: fc.constantFrom('KZ', 'RU'),
  })
  fc.assert(
    fc.property(agreements, (named) => {
      const agreement: Agreement = { ...agreed, ...named }
      const of = { ...POLICY, recipients: [{ ...samal, agreement }] }
      const facts = everything(of)
      for (const purpose of ['contract', 'statistics', 'direct_marketing']) {
        const may = disclosableFields(compileTables(of), 'samal', purpose, facts, AT)
        const recipient = of.recipients[0] ?? assert.fail('no recipient')
        assert.deepEqual(sentFields(of, recipient, purpose).toSorted(), may.toSorted())
      }
    }),
    { numRuns: 60 },
  )
})

test('R-61: a call of the partner’s API fits the schema, and one field more does not', () => {
  const id = '01970000-0000-7000-8000-000000000001'
  const applicant = {
    last_name: 'Сынақбаев',
    first_name: 'Сынақ',
    birth_date: '2097-01-02',
    phone: '+77000000001',
    iin: '970102000008',
    income: '100k-200k',
  }
  const post = {
    lead_id: id,
    disclosure_id: id,
    purpose: 'contract',
    applicant,
    request: { amount: 120_000, currency: 'KZT', term_days: 30 },
    consent: {
      consent_id: id,
      granted_at: '2026-11-22T09:00:00.000Z',
      expires_at: '2026-12-22T09:00:00.000Z',
      locale: 'kk',
      text_sha256: 'a'.repeat(64),
      text_url: `https://operator.example/t/${'a'.repeat(64)}`,
      receipt: {
        format: 'kelisim-receipt/1',
        log: { origin: 'log.example', vkey: 'log.example+0+A' },
        entry: 'e30=',
        proof: 'c2sp.org/tlog-proof@v1',
      },
    },
    restrictions: {
      use_only_for: 'contract',
      no_onward_transfer: true,
      destroy_by: '2026-12-22T09:00:00.000Z',
    },
    callback: `https://operator.example/v1/partner/leads/${id}/outcomes`,
  }
  const schema = schemaOf(POLICY, 'post', 'samal') ?? assert.fail('no schema')
  const fits = ajv.compile(schema)
  const Call = postFor(Object.keys(schema.properties['applicant']?.properties ?? {}))
  assert.equal(fits(post), true, JSON.stringify(fits.errors))
  assert.equal(Call.safeParse(post).success, true)
  const wider = { ...post, applicant: { ...applicant, email: 'a@kelisim.example' } }
  assert.equal(fits(wider), false)
  assert.equal(Call.safeParse(wider).success, false)
  for (const name of Object.keys(Post.shape)) {
    const without: Record<string, unknown> = { ...post }
    delete without[name]
    assert.equal(fits(without), false, `without ${name}`)
  }
  for (const place of ['request', 'consent', 'restrictions'] as const) {
    assert.equal(fits({ ...post, [place]: { ...post[place], extra: 1 } }), false, place)
  }
})

test('R-32, I9: a ping has nothing that could name a person: closed lists and bands only', () => {
  const people = new Set(['name', 'iin', 'phone', 'email', 'text', 'document', 'iban', 'technical'])
  for (const recipient of POLICY.recipients) {
    const schema = schemaOf(POLICY, 'ping', recipient.id) ?? assert.fail('no schema')
    assert.equal(typeof ajv.compile(schema), 'function')
    const bands = schema.properties['bands']?.properties ?? {}
    const sent = new Set(sentFields(POLICY, recipient, 'contract'))
    for (const [name, band] of Object.entries(bands)) {
      assert.ok((band.enum ?? []).length > 1, `${recipient.id}: ${name} is not a closed list`)
      if (name === 'age') continue
      const field = POLICY.fields.find(({ id }) => id === name)
      assert.ok(field !== undefined && !people.has(field.type) && sent.has(name), name)
    }
    assert.equal('birth_date' in bands, false)
  }
})

test('the bands of age are those that a mask shows, at every age', () => {
  const date = POLICY.fields.find(({ type }) => type === 'date') ?? assert.fail('no date')
  const seen = new Set(
    Array.from({ length: 100 }, (_, years) =>
      maskValue(date, addDays('2026-11-22', -366 * years), AT),
    ),
  )
  assert.deepEqual([...seen], [...AGE_BANDS])
})
