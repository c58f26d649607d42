/**
 * Which keys may each file have, and of which type?
 *
 * A missing text, number or list becomes an empty one, because an empty one is a fault of meaning that the
 * checker names with its own code; a wrong type, an unknown word or an unknown key is a fault of shape.
 * Does not look from one file into another.
 */
import { LANGUAGES, OPERATIONS } from '@kelisim/terms'
import { z } from 'zod'
import { DESTRUCTIONS_TOLD } from './limits.ts'

const words = z.string().trim().default('')
const list = z.array(z.string().trim()).default([])
const count = z.number().int().min(0).default(0)
const yes = z.boolean().default(false)
const operations = z.array(z.enum(OPERATIONS)).default([])
const id = z.string().regex(/^[a-z][a-z0-9_]{0,49}$/, 'an identifier is a-z, 0-9 and _')

/** `.prefault` and not `.default`: an absent group is filled through its own defaults. */
export const texts = z.strictObject({ kk: words, ru: words, en: words }).prefault({})
/** One that may be left out altogether. */
export const textsIfAny = z.strictObject({ kk: words, ru: words, en: words }).exactOptional()

export const policyHead = z.strictObject({
  id: words,
  version: count,
  effectiveFrom: words,
  demo: yes,
  approval: z.strictObject({ number: words, date: words, approver: words }).prefault({}),
  operator: z
    .strictObject({
      name: texts,
      bin: words,
      address: texts,
      kind: z.enum(['medical_organisation']).exactOptional(),
      licence: z.strictObject({ number: words, checkedAt: words }).exactOptional(),
      brand: words,
      site: words,
      officer: z.strictObject({ phone: words, email: words }).prefault({}),
    })
    .prefault({}),
})

export const purpose = z.strictObject({
  id,
  letter: words,
  clause: words,
  requirement: words,
  title: texts,
  inConsent: texts,
  ground: z.enum(['consent', 'statute']),
  legal: list,
  consentDays: count,
  retentionDays: z.number().int().min(0),
  onEnd: z.enum(['destroy', 'depersonalise']),
  channels: list,
  depersonalisedOnly: yes,
  clientsOnly: yes,
  everyStoredField: z.boolean().exactOptional(),
  compatible: z.array(z.string().trim()).exactOptional(),
  achievedBy: z
    .array(z.enum(['issued']))
    .min(1)
    .exactOptional(),
})

export const field = z.strictObject({
  id,
  means: z.enum(['first_name', 'last_name', 'birth_date']).exactOptional(),
  number: words,
  title: texts,
  sourceKk: words,
  class: z.enum(['N', 'R', 'S']),
  access: z.enum(['public', 'restricted']).exactOptional(),
  special: z.string().trim().exactOptional(),
  default: z.enum(['on', 'opt', 'off']),
  /** Letters of purposes. */
  purposes: list,
  type: z.enum([
    'name',
    'date',
    'iin',
    'phone',
    'email',
    'text',
    'enum',
    'region',
    'document',
    'iban',
    'technical',
  ]),
  box: words,
  options: z.record(z.string(), texts).exactOptional(),
  maxLength: count,
  requiredToApply: yes,
  why: texts,
  sharedBecause: textsIfAny,
})

export const box = z.strictObject({ id, title: texts })

export const regions = z.record(z.string().regex(/^KZ-\d\d$/), texts)

export const subjectCategory = z.strictObject({
  id,
  clause: words,
  requirement: words,
  title: texts,
})

export const operation = z.strictObject({
  id: z.enum(OPERATIONS),
  number: words,
  title: texts,
  legal: list,
  clause: z.string().trim().exactOptional(),
})

export const role = z.strictObject({
  id,
  clause: words,
  title: texts,
  grants: z.array(z.strictObject({ purpose: words, operations, fields: list })).default([]),
})

export const recipient = z.strictObject({
  id,
  name: texts,
  legalName: texts.exactOptional(),
  bin: words,
  kind: z.enum(['mfo', 'processor', 'state_body', 'affiliate']),
  licence: z.strictObject({ number: words, checkedAt: words }).prefault({}),
})

export const agreement = z.strictObject({
  number: words,
  signedOn: words,
  validFrom: words,
  validTo: words,
  operations,
  purposes: list,
  fields: list,
  storageCountry: words,
  clauses: z
    .strictObject({
      confidentiality: yes,
      security: yes,
      breachNoticeWorkingDays: count,
      erasureWorkingDays: count,
      audit: yes,
      subProcessors: yes,
      returnOrDestroy: yes,
    })
    .prefault({}),
})

const controlFields = z.array(z.string()).exactOptional()

export const control = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('processing'),
    purpose: words,
    requiredToApply: yes,
    operations,
    fields: controlFields,
  }),
  z.strictObject({ kind: z.literal('recipient'), purpose: words, operations }),
  z.strictObject({
    kind: z.literal('channel'),
    purpose: words,
    channel: words,
    operations,
    fields: controlFields,
  }),
])

export const act = z.strictObject({ id: words, title: texts, current: z.string().exactOptional() })

const line = z.number().int().positive()
export const source = z.strictObject({
  file: words,
  sha256: words,
  language: z.enum(LANGUAGES),
  synthetic: yes,
  title: texts,
  cites: z.strictObject({ act: words, redaction: words }).exactOptional(),
  clauses: z.array(z.strictObject({ id: words, from: line, to: line })).default([]),
})

export const reference = z.strictObject({
  act: words,
  article: words,
  title: texts,
  jurisdiction: words,
  redaction: words,
  status: z.enum(['in_force', 'superseded']),
})

export const deadline = z.strictObject({
  id: words,
  duty: texts,
  days: z.number().int().positive().exactOptional(),
  unit: z.enum(['working_day', 'calendar_day']).exactOptional(),
  strict: yes,
  start: z.string().exactOptional(),
  legal: words,
  validFrom: words,
  confidence: z.enum(['verified', 'secondary', 'own']),
})

export const calendarYear = z.strictObject({
  year: z.number().int(),
  daysOff: list,
  confirmed: yes,
})

const stems = z.strictObject({ kk: list, ru: list, en: list }).prefault({})
const exception = z.strictObject({
  legal: list,
  approval: z.strictObject({ number: words, date: words, approver: words }),
  statement: texts,
})
export const specialCategory = z.strictObject({
  id,
  title: texts,
  legal: words,
  stems,
  exception: exception.exactOptional(),
})

export const definedTerm = z.strictObject({ id, clause: words, title: texts, instead: stems })

/** What each translation was made from: text → the first digits of the hash of its Kazakh. */
const stamp = z.record(z.string(), z.string().regex(/^[0-9a-f]{12}$/)).default({})
export const stamps = z.strictObject({ ru: stamp, en: stamp })

export const right = z.strictObject({
  id,
  requirement: words,
  clause: words,
  title: texts,
  deadline: words,
  legal: list,
})

const positive = z.number().positive()
export const limits = z.strictObject({
  adultYears: positive,
  draftHours: positive,
  recipientsMax: positive,
  codeMinutes: positive,
  codeTries: positive,
  revealSeconds: positive,
  duplicateSeconds: positive,
  destructionHorizonDays: positive,
  destructionTold: z.array(z.enum(DESTRUCTIONS_TOLD)).exactOptional(),
  ledgerPublishedDays: positive.exactOptional(),
  aprCaps: z.array(
    z.strictObject({
      id: z.enum(['general', 'short_small']),
      validFrom: words,
      aprPercentMax: positive,
      dailyPercentBelow: positive.exactOptional(),
      daysMax: positive.exactOptional(),
      amountMciMax: positive.exactOptional(),
    }),
  ),
  mci: z.record(z.string().regex(/^\d{4}$/), positive),
  messages: z
    .strictObject({ from: words, to: words, workingDaysOnly: yes, perWeekMax: positive })
    .exactOptional(),
})

export const chapter = z.strictObject({
  number: words,
  title: texts,
  clauses: z
    .array(
      z.strictObject({
        id: words,
        requirements: list,
        legal: list,
        treatment: z.enum(['as_is', 'corrected', 'replaced', 'disabled']),
        source: z.string().exactOptional(),
        oddities: list,
      }),
    )
    .default([]),
})

/** One language's prose: clause → text, and clause → why the source was not kept. */
export const clauseTexts = z.strictObject({
  text: z.record(z.string(), words).default({}),
  reason: z.record(z.string(), words).default({}),
})

const perKind = z
  .strictObject({
    processing: words,
    recipient: words,
    channel: words,
    optional: z.string().exactOptional(),
  })
  .prefault({})

export const wording = z.strictObject({
  name: words,
  heading: perKind,
  statement: perKind,
  agree: perKind,
  otherwise: perKind,
  thirdParties: perKind,
  labels: z
    .strictObject({
      operator: words,
      subject: words,
      term: words,
      thirdParties: words,
      crossBorder: words,
      dissemination: words,
      data: words,
      purpose: words,
      operations: words,
      automated: words,
      onEnd: words,
      withdrawal: words,
      policy: words,
    })
    .prefault({}),
  operator: words,
  term: words,
  crossBorder: words,
  dissemination: words,
  automated: words,
  onEnd: z.strictObject({ destroy: words, depersonalise: words }).prefault({}),
  withdrawal: words,
  policy: words,
  channels: z.record(z.string(), words).default({}),
})
