/** Receipts of a given consent, held against the schemas that strangers read them by. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { consentTexts, type Policy } from '@kelisim/policy'
import { LANGUAGES } from '@kelisim/terms'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { documentsOf } from './compile.ts'
import { consentReceipt27560, consentRecord } from './consent-record.ts'
import type { GivenConsent } from './given-consent.ts'
import { kantaraReceipt } from './kantara-receipt.ts'

const FIXTURE = new URL('../fixture/policy.json', import.meta.url)
const POLICY = JSON.parse(readFileSync(FIXTURE, 'utf8')) as Policy
const OF = { principal: 'h'.repeat(43), publicUrl: 'https://operator.example' }

const ajv = new Ajv2020({ strict: true, allErrors: true })
addFormats.default(ajv)

function published(name: string) {
  const found = documentsOf(POLICY).find((document) => document.name === `${name}.schema.json`)
  return ajv.compile(JSON.parse(found?.text ?? assert.fail(`no ${name}`)) as object)
}
const isReceipt = published('consent-receipt')
const isRecord = ajv.getSchema('urn:kelisim:consent-record:1') ?? published('consent-record')

/**
 * What version 1.1 of the Kantara receipt asks for: members, their types, which must be there. Written down from
 * its specification in draft 2020-12; of the two forms of a purpose one has no third party, the other names it.
 */
const text = { type: 'string' }
const texts = { type: 'array', items: text }
const object = (properties: object, required: readonly string[]) => ({
  type: 'object',
  properties,
  required,
})
const purpose = {
  ...object(
    {
      purpose: text,
      consentType: text,
      purposeCategory: texts,
      piiCategory: texts,
      primaryPurpose: { type: 'boolean' },
      termination: text,
      thirdPartyDisclosure: { type: 'boolean' },
      thirdPartyName: text,
    },
    ['consentType', 'purposeCategory', 'piiCategory', 'termination', 'thirdPartyDisclosure'],
  ),
  oneOf: [
    { properties: { thirdPartyDisclosure: { const: false } } },
    {
      properties: { thirdPartyDisclosure: { const: true }, thirdPartyName: text },
      required: ['thirdPartyName'],
    },
  ],
}
const controller = object(
  {
    piiController: text,
    onBehalf: { type: 'boolean' },
    contact: text,
    address: { type: 'object' },
    email: text,
    phone: text,
    piiControllerUrl: text,
  },
  ['piiController', 'contact', 'address', 'email', 'phone'],
)
const isKantara = ajv.compile(
  object(
    {
      version: text,
      jurisdiction: text,
      consentTimestamp: { type: 'integer', minimum: 0 },
      collectionMethod: text,
      consentReceiptID: text,
      publicKey: text,
      language: text,
      piiPrincipalId: text,
      piiControllers: { type: 'array', items: controller },
      policyUrl: text,
      services: {
        type: 'array',
        items: object({ service: text, purposes: { type: 'array', items: purpose } }, [
          'service',
          'purposes',
        ]),
      },
      sensitive: { type: 'boolean' },
      spiCat: texts,
    },
    [
      'version',
      'jurisdiction',
      'consentTimestamp',
      'collectionMethod',
      'consentReceiptID',
      'piiPrincipalId',
      'piiControllers',
      'services',
      'policyUrl',
      'sensitive',
      'spiCat',
    ],
  ),
)

function given(): readonly GivenConsent[] {
  return LANGUAGES.flatMap((language) =>
    consentTexts(POLICY, language).map((shown, index) => ({
      id: `01970000-0000-7000-8000-00000000000${index}`,
      purpose: shown.purpose,
      operations: shown.operations,
      fields: shown.fields,
      ...(shown.recipient === undefined ? {} : { recipient: shown.recipient }),
      ...(shown.channel === undefined ? {} : { channel: shown.channel }),
      textSha256: shown.sha256,
      language,
      policyHash: POLICY.hash,
      policyVersion: POLICY.version,
      grantedAt: '2026-11-22T09:00:00.000Z',
      expiresAt: '2026-12-22T18:59:59.999Z',
      ...(index === 0 ? { withdrawnAt: '2026-11-23T09:00:00.000Z' } : {}),
    })),
  )
}

test('L-1, ISO/IEC TS 27560 profile: every consent makes a record and a receipt that fit their schemas', () => {
  for (const consent of given()) {
    const receipt = consentReceipt27560(POLICY, consent, OF)
    assert.equal(isReceipt(receipt), true, JSON.stringify(isReceipt.errors))
    assert.equal(isRecord(consentRecord(POLICY, consent, OF)), true)
  }
})

test('27560: a record without any one of its members, or with one more, is none', () => {
  const [consent] = given()
  assert.ok(consent !== undefined)
  const record = consentRecord(POLICY, consent, OF)
  for (const name of Object.keys(record)) {
    const without: Record<string, unknown> = { ...record }
    delete without[name]
    assert.equal(isRecord(without), false, `without ${name}`)
  }
  assert.equal(isRecord({ ...record, iin: '970102000008' }), false)
})

test('27560: a withdrawn consent says when it was given and when it was taken back', () => {
  const [withdrawn, standing] = given()
  assert.ok(withdrawn !== undefined && standing !== undefined)
  const states = (consent: GivenConsent) =>
    (
      consentRecord(POLICY, consent, OF)['events'] as readonly { readonly event_state: string }[]
    ).map(({ event_state }) => event_state)
  assert.deepEqual(states(withdrawn), ['given', 'withdrawn'])
  assert.deepEqual(states(standing), ['given'])
})

test('Kantara 1.1: every consent makes a receipt of its form, a transfer names the third party', () => {
  for (const consent of given()) {
    const receipt = kantaraReceipt(POLICY, consent, OF)
    assert.equal(isKantara(receipt), true, JSON.stringify(isKantara.errors))
    const said = JSON.stringify(receipt)
    assert.equal(said.includes('thirdPartyName'), consent.recipient !== undefined)
  }
  assert.equal(
    isKantara({
      ...kantaraReceipt(POLICY, given()[0] ?? assert.fail(), OF),
      consentTimestamp: 'now',
    }),
    false,
  )
})

test('I11: a receipt holds the handle and the words of the consent, and no value of the person', () => {
  for (const consent of given()) {
    const both = JSON.stringify([
      consentReceipt27560(POLICY, consent, OF),
      kantaraReceipt(POLICY, consent, OF),
    ])
    assert.ok(both.includes(OF.principal))
    assert.doesNotMatch(both, /\+77|97\d{10}|Сынақ/)
  }
})
