/**
 * What the steps of an application show and read: fields asked, consents offered, answers given.
 */
import type { House } from '@kelisim/house'
import { clauseFor, type Field, fieldOfType, mainPurpose } from '@kelisim/policy'
import { quote } from '@kelisim/rules'
import {
  type CheckStepView,
  type ConsentStepView,
  controlId,
  type StepFault,
  type StepFrame,
} from '@kelisim/screens'
import { type Language, type Refusal, refusal } from '@kelisim/terms'
import { agree, type Draft, offersFor } from '@kelisim/work'
import { textOf, textsOf } from './page.ts'
import { shownValue } from './shown-value.ts'
import { recipientName } from './titles.ts'

const PLACE_MAX = 99

/** Fields of the consent to processing: nothing is asked that the person will not see in its list. */
export function askedFields(house: House): readonly Field[] {
  const { policy } = house.means
  const text = house.means.consentTexts('kk').find((one) => one.control === mainPurpose(policy).id)
  return policy.fields.filter(
    (field) =>
      field.id !== fieldOfType(policy, 'phone')?.id && text?.fields.includes(field.id) === true,
  )
}

/** The answers to what the form asks, without the one that was refused. */
export function without(
  house: House,
  values: Readonly<Record<string, string>>,
  where: string | undefined,
): Readonly<Record<string, string>> {
  const asked = askedFields(house).filter(({ id }) => where !== `/values/${id}`)
  return Object.fromEntries(
    asked.flatMap(({ id }): [string, string][] => {
      const value = values[id]
      return value === undefined ? [] : [[id, value]]
    }),
  )
}

export async function consentView(
  house: House,
  step: StepFrame,
  draft: Draft,
  body: unknown,
): Promise<ConsentStepView> {
  const { policy } = house.means
  const { language } = step.frame
  const amount = draft.amountTenge ?? 0
  const days = draft.termDays ?? 0
  const offers = await offersFor(house.means, amount, days)
  const texts = house.means.consentTexts(language)
  const titles = (ids: readonly string[]) =>
    policy.fields.filter((field) => ids.includes(field.id)).map((field) => field.title[language])
  const given = [...Object.keys(draft.values ?? {}), fieldOfType(policy, 'phone')?.id ?? '']
  const recipients = policy.recipients.flatMap((recipient) => {
    const offer = offers.find((one) => one.recipient === recipient.id)
    const cost = offer && quote(offer, amount, days)
    if (cost === undefined || recipient.agreement === undefined) return []
    const fields = recipient.agreement.fields
    return [
      {
        id: recipient.id,
        name: recipient.name[language],
        bin: recipient.bin,
        agreementUntil: recipient.agreement.validTo,
        repay: cost.payBackTenge,
        aprPercent: cost.aprPercent,
        getsNot: titles(given.filter((field) => !fields.includes(field))),
      },
    ]
  })
  const ids = recipients.map((recipient) => recipient.id)
  return {
    ...step,
    texts: texts.filter((text) => text.recipient === undefined || ids.includes(text.recipient)),
    recipients,
    recipientsMax: policy.limits.recipientsMax,
    policyVersion: policy.version,
    purposes: new Map(policy.purposes.map(({ id, title }) => [id, title[language]])),
    name: { placeholder: policy.wording[language].name, text: fullName(draft) },
    ticked: body === undefined ? [] : textsOf(body, 'consent'),
    order: orderOf(body, ids),
  }
}

function fullName(draft: Draft): string {
  const { last_name: last, first_name: first, patronymic } = draft.values ?? {}
  return [last, first, patronymic].filter((part) => part !== undefined && part !== '').join(' ')
}

function orderOf(body: unknown, ids: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    ids.flatMap((id): [string, number][] => {
      const place = Number(textOf(body, `order.${id}`))
      return Number.isInteger(place) && place > 0 && place <= PLACE_MAX ? [[id, place]] : []
    }),
  )
}

export interface Ticks {
  readonly ticked: readonly { readonly control: string; readonly textSha256: string }[]
  readonly recipients: readonly string[]
  readonly faults: readonly StepFault[]
  /** A tick under a text that is not the one in force. */
  readonly changed: Refusal | undefined
}

/** What was ticked, by the fingerprint of each text; recipients in the order the person gave. */
export function readTicks(house: House, language: Language, body: unknown): Ticks {
  const hashes = textsOf(body, 'consent')
  const texts = house.means.consentTexts(language).filter((text) => hashes.includes(text.sha256))
  const isCurrent = (hash: string) => texts.some((text) => text.sha256 === hash)
  const named = texts.flatMap((text) => (text.recipient === undefined ? [] : [text.recipient]))
  const order = orderOf(body, named)
  const recipients = named.toSorted((a, b) => (order[a] ?? PLACE_MAX) - (order[b] ?? PLACE_MAX))
  const ticked = texts.map((text) => ({ control: text.control, textSha256: text.sha256 }))
  return {
    ticked,
    recipients,
    changed: hashes.every(isCurrent)
      ? undefined
      : refusal('consent_text_changed', clauseFor(house.means.policy, 'R-55')),
    faults: tickFaults(
      house,
      language,
      texts.map((text) => text.control),
      recipients,
      order,
    ),
  }
}

function tickFaults(
  house: House,
  language: Language,
  controls: readonly string[],
  recipients: readonly string[],
  order: Readonly<Record<string, number>>,
): readonly StepFault[] {
  const missing = house.means
    .consentTexts(language)
    .filter((text) => text.requiredToApply && !controls.includes(text.control))
    .map((text) => ({ field: controlId(text), code: 'required' }))
  const places = recipients.flatMap((id) => (order[id] === undefined ? [] : [order[id]]))
  if (recipients.length === 0) return [...missing, { field: 'recipients', code: 'required' }]
  if (recipients.length > house.means.policy.limits.recipientsMax)
    return [...missing, { field: 'recipients', code: 'max' }]
  return new Set(places).size < places.length
    ? [...missing, { field: 'recipients', code: 'order' }]
    : missing
}

/** What sending would refuse is told here, where it can be mended, with the same ground. */
export async function ticksRefused(
  house: House,
  draft: Draft,
  language: Language,
  { ticked, recipients, changed }: Ticks,
): Promise<Refusal | undefined> {
  if (changed !== undefined) return changed
  const { amountTenge = 0, termDays = 0 } = draft
  const agreed = await agree(house.means, { ticked, recipients, language, amountTenge, termDays })
  return agreed.effect === 'refuse' ? agreed : undefined
}

export function checkView(house: House, step: StepFrame, draft: Draft): CheckStepView {
  const { language } = step.frame
  const values = draft.values ?? {}
  const controls = new Set(draft.ticked?.map((tick) => tick.control))
  const offered = house.means
    .consentTexts(language)
    .filter((text) => text.recipient === undefined || controls.has(text.control))
  return {
    ...step,
    amount: draft.amountTenge ?? 0,
    days: draft.termDays ?? 0,
    answers: askedFields(house).map((field) => ({
      label: field.title[language],
      value: shownValue(field, values[field.id] ?? '', language),
    })),
    consents: offered.map((text) => ({
      heading: text.heading,
      agree: text.agree,
      given: controls.has(text.control),
    })),
    recipients: (draft.recipients ?? []).map((id) => recipientName(house, id)[language]),
  }
}
