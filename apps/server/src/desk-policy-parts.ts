/**
 * The parts of an edition as the editor's pages show them; after a fault with what the person had typed.
 *
 * Requirements.
 */
import { type Policy, WORDED, type WordingKind } from '@kelisim/policy'
import type {
  EditionView,
  FilesView,
  HeadFormView,
  PolicyFieldsView,
  PolicyOverviewView,
  PurposeFormView,
  RecipientFormView,
  WordsFormView,
} from '@kelisim/screens'
import type { Language, Texts } from '@kelisim/terms'
import { nameOf, type StaffMember } from '@kelisim/work'
import type { FastifyRequest } from 'fastify'
import type { OpenedEdition } from './desk-policy-views.ts'
import { textOf, textsOf } from './page.ts'

export interface Typed {
  readonly faults: ReadonlyMap<string, string>
  /** The form as it was sent, when it had faults. */
  readonly body: unknown
}

/** Lines of a file opened at once. */
const WINDOW_LINES = 60

export function overviewView(
  view: EditionView,
  staff: StaffMember,
  { edition, draft }: OpenedEdition,
): PolicyOverviewView {
  const { policy } = draft
  const { language } = view.frame
  return {
    ...view,
    from: edition.effective_from ?? policy.effectiveFrom,
    isOwn: edition.checked_by === nameOf(staff),
    purposes: policy.purposes.map((purpose) => ({
      id: purpose.id,
      title: purpose.title[language],
      fields: fieldsOf(policy, purpose.id).map((field) => field.title[language]),
      recipients: policy.recipients
        .filter((one) => one.agreement?.purposes.includes(purpose.id) === true)
        .map(({ id, name }) => ({ id, name: name[language] })),
      consentDays: purpose.consentDays,
      retentionDays: purpose.retentionDays,
      onEnd: purpose.onEnd,
    })),
  }
}

export function purposeView(
  view: EditionView,
  { draft }: OpenedEdition,
  id: string,
  { faults, body }: Typed,
): PurposeFormView | undefined {
  const { policy } = draft
  const purpose = policy.purposes.find((one) => one.id === id)
  if (purpose === undefined) return undefined
  const { language } = view.frame
  const typed = (name: string, value: string) => (body === undefined ? value : textOf(body, name))
  const inThree = (name: string, texts: Texts): Texts => ({
    kk: typed(`${name}-kk`, texts.kk),
    ru: typed(`${name}-ru`, texts.ru),
    en: typed(`${name}-en`, texts.en),
  })
  const picked = new Set(
    body === undefined ? fieldsOf(policy, id).map((one) => one.id) : textsOf(body, 'fields'),
  )
  return {
    ...view,
    faults,
    purpose: {
      id,
      name: purpose.title[language],
      title: inThree('title', purpose.title),
      inConsent: inThree('inConsent', purpose.inConsent),
      consentDays: typed('consentDays', String(purpose.consentDays)),
      retentionDays: typed('retentionDays', String(purpose.retentionDays)),
      onEnd: typed('onEnd', purpose.onEnd),
      everyField: purpose.everyStoredField === true,
    },
    fields: policy.fields.map((field) => ({
      id: field.id,
      title: field.title[language],
      picked: picked.has(field.id),
    })),
  }
}

export function fieldsView(view: EditionView, { draft }: OpenedEdition): PolicyFieldsView {
  const { purposes, fields } = draft.policy
  const { language } = view.frame
  const chosen = purposes.filter((one) => one.everyStoredField !== true)
  return {
    ...view,
    purposes: chosen.map(({ id, title }) => ({ id, title: title[language] })),
    rows: fields.map((field) => ({
      id: field.id,
      title: field.title[language],
      state: field.default,
      purposes: field.purposes,
    })),
  }
}

export function recipientView(
  view: EditionView,
  { draft }: OpenedEdition,
  id: string,
  { faults, body }: Typed,
): RecipientFormView | undefined {
  const { policy } = draft
  const recipient = policy.recipients.find((one) => one.id === id)
  if (recipient === undefined) return undefined
  const { language } = view.frame
  const { agreement } = recipient
  const named = (name: 'purposes' | 'fields') =>
    new Set(body === undefined ? (agreement?.[name] ?? []) : textsOf(body, name))
  const [purposes, fields] = [named('purposes'), named('fields')]
  const pick = (one: { readonly id: string; readonly title: Texts }, chosen: Set<string>) => ({
    id: one.id,
    title: one.title[language],
    picked: chosen.has(one.id),
  })
  const dates =
    body === undefined
      ? agreement
      : { validFrom: textOf(body, 'validFrom'), validTo: textOf(body, 'validTo') }
  return {
    ...view,
    faults,
    recipient: { id, name: recipient.name[language] },
    ...(agreement === undefined || dates === undefined
      ? {}
      : { agreement: { validFrom: dates.validFrom, validTo: dates.validTo } }),
    purposes: policy.purposes.map((one) => pick(one, purposes)),
    fields: policy.fields.map((one) => pick(one, fields)),
  }
}

export function headView(
  view: EditionView,
  { draft }: OpenedEdition,
  { faults, body }: Typed,
): HeadFormView {
  const { version, effectiveFrom, approval } = draft.policy
  const typed = (name: string, value: string) => (body === undefined ? value : textOf(body, name))
  return {
    ...view,
    faults,
    head: {
      version: typed('version', String(version)),
      from: typed('from', effectiveFrom),
      number: typed('number', approval.number),
      date: typed('date', approval.date),
      approver: typed('approver', approval.approver),
    },
  }
}

export function wordsView(view: EditionView, { draft }: OpenedEdition): WordsFormView {
  const { wording } = draft.policy
  const inThree = (word: (typeof WORDED)[number], kind: WordingKind) => {
    const of = (language: Language) => wording[language][word][kind] ?? ''
    return { kk: of('kk'), ru: of('ru'), en: of('en') }
  }
  const kinds = (word: (typeof WORDED)[number]) => ({
    processing: inThree(word, 'processing'),
    ...(wording.kk[word].optional === undefined ? {} : { optional: inThree(word, 'optional') }),
    recipient: inThree(word, 'recipient'),
    channel: inThree(word, 'channel'),
  })
  return {
    ...view,
    wording: {
      heading: kinds('heading'),
      statement: kinds('statement'),
      agree: kinds('agree'),
      otherwise: kinds('otherwise'),
    },
  }
}

export function filesView(
  view: EditionView,
  { files }: OpenedEdition,
  request: FastifyRequest,
): FilesView {
  const query = Object(request.query)
  const path = String(Reflect.get(query, 'file') ?? textOf(request.body, 'file'))
  const text = files.get(path)
  const list = [...files].map(([name, content]) => ({
    path: name,
    lines: content.split('\n').length,
  }))
  if (text === undefined) return { ...view, files: list }
  const lines = text.split('\n')
  const line = Math.max(1, Number(Reflect.get(query, 'line')) || 1)
  const from = Math.max(1, Math.min(line - WINDOW_LINES / 2, lines.length - WINDOW_LINES + 1))
  const to = Math.min(lines.length, from + WINDOW_LINES - 1)
  return {
    ...view,
    files: list,
    open: { path, from, to, text: lines.slice(from - 1, to).join('\n') },
  }
}

function fieldsOf(policy: Policy, purpose: string): Policy['fields'] {
  return policy.fields.filter((field) => field.purposes.includes(purpose))
}
