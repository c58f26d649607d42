/**
 * What a person changes at the desk, as changes of the folder's files.
 *
 * A gesture is one matter: a purpose, the fields of a purpose, an agreement, the words of the consent, the
 * head. A field that leaves a purpose leaves everything that named it for that purpose, because a consent,
 * a role and an agreement may not reach further than the purpose. Faulty drafts can be edited: what is
 * wrong is said by the checker, not here.
 *
 * Requirements. Law: 94-V art. 7(9), 8(4).
 */
import type { Language, Texts } from '@kelisim/terms'
import type { Field, PerKind, Policy, Purpose } from '../model.ts'
import { type Edit, editYaml, type Part } from './yaml-edit.ts'

export type Files = ReadonlyMap<string, string>
type Changes = Map<string, Edit[]>

export interface CardEdit {
  readonly version: number
  readonly effectiveFrom: string
  readonly number: string
  readonly date: string
  readonly approver: string
}

export function editCard(files: Files, card: CardEdit): Files {
  return applied(files, [
    ['policy.yaml', ['version'], card.version],
    ['policy.yaml', ['effectiveFrom'], card.effectiveFrom],
    ['policy.yaml', ['approval', 'number'], card.number],
    ['policy.yaml', ['approval', 'date'], card.date],
    ['policy.yaml', ['approval', 'approver'], card.approver],
  ])
}

export interface PurposeEdit {
  readonly title: Texts
  readonly inConsent: Texts
  readonly consentDays: number
  readonly retentionDays: number
  readonly onEnd: Purpose['onEnd']
  /** Every field that is for this purpose. */
  readonly fields: readonly string[]
}

export function editPurpose(files: Files, policy: Policy, id: string, edit: PurposeEdit): Files {
  const at: readonly Part[] = ['purposes', { id }]
  const words = (['kk', 'ru', 'en'] as const).flatMap((language): Change[] => [
    ['purposes.yaml', [...at, 'title', language], edit.title[language]],
    ['purposes.yaml', [...at, 'inConsent', language], edit.inConsent[language]],
  ])
  return applied(files, [
    ...words,
    ['purposes.yaml', [...at, 'consentDays'], edit.consentDays],
    ['purposes.yaml', [...at, 'retentionDays'], edit.retentionDays],
    ['purposes.yaml', [...at, 'onEnd'], edit.onEnd],
    ...reachOf(policy, id, edit.fields),
  ])
}

export type FieldState = Field['default']

/** On, asked optionally, or off, by field. */
export function editFieldStates(files: Files, states: ReadonlyMap<string, FieldState>): Files {
  return applied(
    files,
    [...states].map(([id, state]): Change => ['fields.yaml', ['fields', { id }, 'default'], state]),
  )
}

export interface AgreementEdit {
  readonly validFrom: string
  readonly validTo: string
  readonly purposes: readonly string[]
  readonly fields: readonly string[]
}

export function editAgreement(files: Files, recipient: string, edit: AgreementEdit): Files {
  const file = `agreements/${recipient}.yaml`
  return applied(files, [
    [file, ['validFrom'], edit.validFrom],
    [file, ['validTo'], edit.validTo],
    [file, ['purposes'], edit.purposes],
    [file, ['fields'], edit.fields],
  ])
}

export const WORDED = ['heading', 'statement', 'agree', 'otherwise'] as const
export type Worded = (typeof WORDED)[number]
export type WordingEdit = Readonly<Record<Language, Readonly<Record<Worded, PerKind>>>>

/** The words around the data in every consent: of processing, of an optional purpose, of a recipient, of a channel. */
export function editWording(files: Files, edit: WordingEdit): Files {
  const changes = (['kk', 'ru', 'en'] as const).flatMap((language) =>
    WORDED.flatMap((word) =>
      (['processing', 'optional', 'recipient', 'channel'] as const).flatMap((kind): Change[] => {
        const text = edit[language][word][kind]
        return text === undefined ? [] : [[`texts/${language}/consent.yaml`, [word, kind], text]]
      }),
    ),
  )
  return applied(files, changes)
}

/** Lines of one file, for what no form is made for; from 1, both included. */
export function replaceLines(
  files: Files,
  file: string,
  from: number,
  to: number,
  text: string,
): Files {
  const lines = (files.get(file) ?? '').split('\n')
  const fresh = text.replaceAll('\r\n', '\n').replace(/\n$/, '').split('\n')
  lines.splice(from - 1, to - from + 1, ...fresh)
  return new Map([...files, [file, lines.join('\n')]])
}

type Change = readonly [file: string, path: readonly Part[], value: Edit['value']]

function applied(files: Files, changes: readonly Change[]): Files {
  const byFile: Changes = new Map()
  for (const [file, path, value] of changes) {
    byFile.set(file, [...(byFile.get(file) ?? []), { path, value }])
  }
  const edited = [...byFile].map(([file, edits]) => {
    const text = files.get(file)
    if (text === undefined) throw new Error(`the draft has no file ${file}`)
    return [file, editYaml(text, edits)] as const
  })
  return new Map([...files, ...edited])
}

function reachOf(policy: Policy, id: string, fields: readonly string[]): Change[] {
  const purpose = policy.purposes.find((one) => one.id === id)
  if (purpose === undefined || purpose.everyStoredField === true) return []
  const wanted = new Set(fields)
  const reach = policy.fields.filter((one) => one.purposes.includes(id) !== wanted.has(one.id))
  if (reach.length === 0) return []
  const gone = new Set(reach.filter((one) => !wanted.has(one.id)).map((one) => one.id))
  const come = reach.filter((one) => wanted.has(one.id)).map((one) => one.id)
  return [
    ...reach.flatMap((one) => letters(policy, one, purpose, wanted.has(one.id))),
    ...controlsOf(policy, id, gone, come),
    ...grantsOf(policy, id, gone),
    ...agreementsOf(policy, id, gone),
  ]
}

/** What no purpose needs any more is off; what one begins to need may be given (94-V art. 7(9)). */
function letters(policy: Policy, field: Field, purpose: Purpose, isWanted: boolean): Change[] {
  const named = policy.purposes
    .filter((one) => one.everyStoredField !== true)
    .filter((one) => (one.id === purpose.id ? isWanted : field.purposes.includes(one.id)))
  const at: readonly Part[] = ['fields', { id: field.id }]
  const begun = field.default === 'off' ? 'opt' : field.default
  return [
    ['fields.yaml', [...at, 'purposes'], named.map((one) => one.letter)],
    ['fields.yaml', [...at, 'default'], named.length === 0 ? 'off' : begun],
  ]
}

/** A form that lists what it asks stops asking for what left, and asks for what came. */
function controlsOf(
  policy: Policy,
  id: string,
  gone: ReadonlySet<string>,
  come: readonly string[],
): Change[] {
  return policy.controls.flatMap((control): Change[] => {
    if (control.kind === 'recipient' || control.purpose !== id || !control.fields) return []
    const added = control.kind === 'processing' ? come : []
    const kept = control.fields.filter((field) => !gone.has(field))
    const fields = [...kept, ...added.filter((field) => !kept.includes(field))]
    const key = { kind: control.kind, purpose: id }
    const entry = control.kind === 'channel' ? { ...key, channel: control.channel } : key
    return [['controls.yaml', ['controls', entry, 'fields'], fields]]
  })
}

function grantsOf(policy: Policy, id: string, gone: ReadonlySet<string>): Change[] {
  return policy.roles.flatMap((role) =>
    role.grants
      .filter((grant) => grant.purpose === id && grant.fields.some((field) => gone.has(field)))
      .map((grant): Change => {
        const left = grant.fields.filter((field) => !gone.has(field))
        return ['roles.yaml', ['roles', { id: role.id }, 'grants', { purpose: id }, 'fields'], left]
      }),
  )
}

/** Only what no other purpose of the same agreement is for. */
function agreementsOf(policy: Policy, id: string, gone: ReadonlySet<string>): Change[] {
  return policy.recipients.flatMap((recipient): Change[] => {
    const agreement = recipient.agreement
    if (agreement === undefined || !agreement.purposes.includes(id)) return []
    const others = agreement.purposes.filter((one) => one !== id)
    const stays = (name: string) =>
      policy.fields.find((one) => one.id === name)?.purposes.some((one) => others.includes(one))
    const left = agreement.fields.filter((field) => !gone.has(field) || stays(field) === true)
    return [[`agreements/${recipient.id}.yaml`, ['fields'], left]]
  })
}
