/**
 * What does a person read before a tick, word for word?
 *
 * One text per control of the policy and language: a heading, a statement in the first person, the eight
 * contents of art. 8(4) in the law's order, the sentence of the tick, and what happens without it.
 *
 * Guarantees: no item is ever blank (it throws; a checked policy never makes it throw); the fields are those
 * really asked and no others; the text holds a placeholder for the person's name, so its hash is of
 * words and not of a person; the same policy gives the same bytes.
 * Does not decide who may give the consent, nor when; does not escape for HTML.
 *
 * Law: 94-V art. 7(6), 7(8), 8(4), 8(5), 16, 19-1(1). Requirements: L-1, R-31, R-54, R-55, R-58, R-88, R-91.
 */
import { exceptionOf, mayBeAsked } from './lawful.ts'
import type { Language, Operation } from '@kelisim/terms'
import { digestText } from './digest.ts'
import { type Fillings, fill, Unfilled, withinList } from './fill.ts'
import type {
  ConsentControl,
  ConsentText,
  ConsentWording,
  PerKind,
  Policy,
  Purpose,
  Recipient,
  WordingKind,
} from './model.ts'

/** The period within which a withdrawal is carried out (art. 8(7)). */
const WITHDRAWAL = 'DL-08'

/** One tick as it is compiled: the control, and for a transfer to whom. */
interface Matter {
  readonly control: ConsentControl
  readonly purpose: Purpose
  readonly recipient?: Recipient
  readonly fields: readonly string[]
}

export function consentTexts(policy: Policy, language: Language): readonly ConsentText[] {
  return matters(policy).map((matter) => compile(policy, matter, language))
}

/** What stands in a consent text for the person's name; a screen puts the name there, the hash never sees it. */
export function namePlaceholder(policy: Policy, language: Language): string {
  return policy.wording[language].name
}

/** The fields of a purpose that are sent to a recipient: agreement ∩ purpose, in the order of the list. */
export function transferFields(
  policy: Policy,
  recipient: Recipient,
  purpose: string,
): readonly string[] {
  const agreed = recipient.agreement
  if (agreed === undefined || !agreed.purposes.includes(purpose)) return []
  // What is asked under an exception for a special category is sent to nobody (R-19d).
  const ordinary = agreed.fields.filter((id) =>
    policy.fields.some((field) => field.id === id && field.class !== 'S'),
  )
  return fieldsOf(policy, purpose, ordinary)
}

/** What one tick stands for, without its words. */
export interface Tick {
  /** Stable name of the control, as in `ConsentText`. */
  readonly control: string
  readonly purpose: string
  readonly operations: readonly Operation[]
  readonly fields: readonly string[]
  readonly recipient?: string
  readonly channel?: string
  readonly days: number
}

/** Every tick that the consent step can show; throws for a policy that the checker would refuse. */
export function ticksOf(policy: Policy): readonly Tick[] {
  return matters(policy).map((matter) => ({
    control: nameOf(matter),
    purpose: matter.purpose.id,
    operations: matter.control.operations,
    fields: matter.fields,
    ...(matter.recipient === undefined ? {} : { recipient: matter.recipient.id }),
    ...(matter.control.kind === 'channel' ? { channel: matter.control.channel } : {}),
    days: matter.purpose.consentDays,
  }))
}

function matters(policy: Policy): readonly Matter[] {
  return policy.controls.flatMap((control): readonly Matter[] => {
    const purpose = policy.purposes.find(({ id }) => id === control.purpose)
    if (purpose === undefined) throw new ConsentIncomplete(control.purpose, control.purpose)
    if (control.kind !== 'recipient') {
      return [{ control, purpose, fields: fieldsOf(policy, purpose.id, control.fields) }]
    }
    return policy.recipients
      .map((recipient) => {
        const fields = transferFields(policy, recipient, purpose.id)
        return { control, purpose, recipient, fields }
      })
      .filter(({ fields }) => fields.length > 0)
  })
}

/** In the order of the approved list; a field that is off is never asked, whoever names it. */
function fieldsOf(
  policy: Policy,
  purpose: string,
  asked: readonly string[] | undefined,
): readonly string[] {
  return policy.fields
    .filter((field) => mayBeAsked(policy, field))
    .filter((field) => field.purposes.includes(purpose))
    .filter((field) => asked === undefined || asked.includes(field.id))
    .map((field) => field.id)
}

function compile(policy: Policy, matter: Matter, language: Language): ConsentText {
  const { control, purpose, recipient, fields } = matter
  const name = nameOf(matter)
  try {
    const words = sentences(policy, matter, language)
    const terms = contents(policy, matter, language)
    const lines = [
      words.heading,
      words.statement,
      ...terms.map(({ label, value }) => `${label}: ${value}`),
      words.agree,
      words.otherwise,
    ]
    const verbatim = lines.join('\n')
    return {
      control: name,
      language,
      ...words,
      terms,
      purpose: purpose.id,
      operations: control.operations,
      fields,
      ...(recipient === undefined ? {} : { recipient: recipient.id }),
      ...(control.kind === 'channel' ? { channel: control.channel } : {}),
      days: purpose.consentDays,
      requiredToApply: control.kind === 'processing' && control.requiredToApply,
      verbatim,
      sha256: digestText(verbatim),
    }
  } catch (cause) {
    if (cause instanceof Unfilled) throw new ConsentIncomplete(name, cause.place)
    throw cause
  }
}

/** `contract`, `recipient:samal`, `direct_marketing:sms`. */
function nameOf({ control, purpose, recipient }: Matter): string {
  if (control.kind === 'channel') return `${purpose.id}:${control.channel}`
  return recipient === undefined ? purpose.id : `recipient:${recipient.id}`
}

/** A consent with a hole in it is none; names the tick and what is blank. */
export class ConsentIncomplete extends Error {
  override readonly name = 'ConsentIncomplete'
  readonly control: string
  readonly place: string

  constructor(control: string, place: string) {
    super(`couldn’t compile the consent ${control}: {${place}} is blank`)
    this.control = control
    this.place = place
  }
}

function sentences(policy: Policy, matter: Matter, language: Language) {
  const wording = policy.wording[language]
  const values = fillings(policy, matter, language)
  const say = (words: PerKind): string => fill(wordsFor(words, matter.control), values, language)
  return {
    heading: say(wording.heading),
    statement: [say(wording.statement), ...exceptionsOf(policy, matter, language)].join(' '),
    agree: say(wording.agree),
    otherwise: say(wording.otherwise),
  }
}

/** That the law forbids it to others, and by which exception it is asked here: said before anything is agreed to. */
function exceptionsOf(policy: Policy, { fields }: Matter, language: Language): readonly string[] {
  const stated = policy.fields
    .filter(({ id }) => fields.includes(id))
    .flatMap((field) => exceptionOf(policy, field)?.statement[language] ?? [])
  return [...new Set(stated)]
}

/** A purpose asked to apply, one that is not, a recipient, a channel: each has words of its own. */
export function wordingKind(control: ConsentControl): WordingKind {
  return control.kind === 'processing' && !control.requiredToApply ? 'optional' : control.kind
}

function wordsFor(words: PerKind, control: ConsentControl): string {
  return words[wordingKind(control)] ?? ''
}

/** Art. 8(4)(1) to (8), in that order; item 8 is what the operator adds, the purpose first (art. 7(8), 14). */
function contents(policy: Policy, matter: Matter, language: Language): ConsentText['terms'] {
  const wording = policy.wording[language]
  const values = fillings(policy, matter, language)
  const say = (template: string): string => fill(template, values, language)
  const item = (number: string, label: keyof ConsentWording['labels'], value: string) => ({
    item: number,
    label: say(wording.labels[label]),
    value: say(value),
  })
  const cardOperator = { ...values, bin: policy.operator.bin }
  return [
    {
      item: '1',
      label: say(wording.labels.operator),
      value: fill(wording.operator, cardOperator, language),
    },
    item('2', 'subject', wording.name),
    item('3', 'term', wording.term),
    item('4', 'thirdParties', wordsFor(wording.thirdParties, matter.control)),
    item('5', 'crossBorder', wording.crossBorder),
    item('6', 'dissemination', wording.dissemination),
    item('7', 'data', titles(policy.fields, matter.fields, language)),
    item('8', 'purpose', `${withinList(matter.purpose.title[language])} — {inConsent}`),
    item('8', 'operations', titles(policy.operations, matter.control.operations, language)),
    item('8', 'automated', wording.automated),
    item('8', 'onEnd', wording.onEnd[matter.purpose.onEnd]),
    item('8', 'withdrawal', wording.withdrawal),
    item('8', 'policy', wording.policy),
  ]
}

function titles(
  from: readonly { readonly id: string; readonly title: Readonly<Record<Language, string>> }[],
  ids: readonly string[],
  language: Language,
): string {
  return from
    .filter(({ id }) => ids.includes(id))
    .map(({ title }) => withinList(title[language]))
    .join(', ')
}

function fillings(policy: Policy, matter: Matter, language: Language): Fillings {
  const { control, purpose, recipient, fields } = matter
  const wording = policy.wording[language]
  const withdrawal = policy.deadlines.find(({ id }) => id === WITHDRAWAL)
  return {
    name: wording.name,
    operator: policy.operator.name[language],
    address: policy.operator.address[language],
    purpose: purpose.title[language],
    inConsent: purpose.inConsent[language],
    recipient: recipient?.name[language] ?? '',
    legalName: recipient?.legalName?.[language] ?? recipient?.name[language] ?? '',
    bin: recipient?.bin ?? policy.operator.bin,
    byChannel: control.kind === 'channel' ? (wording.channels[control.channel] ?? '') : '',
    count: fields.length,
    days: purpose.consentDays,
    draftHours: policy.limits.draftHours,
    withdrawalDays: withdrawal?.days ?? 0,
    version: policy.version,
    site: policy.operator.site,
  }
}
