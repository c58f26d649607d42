/**
 * What the editor's forms send, as changes of a folder; what cannot be read is named by its field.
 *
 * Requirements. Judges no meaning: the checker does, at each save.
 */
import {
  editAgreement,
  editCard,
  editFieldStates,
  editPurpose,
  editWording,
  readDraft,
  replaceLines,
  WORDED,
  type WordingEdit,
} from '@kelisim/policy'
import { messages } from '@kelisim/messages'
import { isIsoDate, type Language, type Texts } from '@kelisim/terms'
import type { OpenedEdition } from './desk-policy-views.ts'
import { textOf, textsOf } from './page.ts'

export type FormRead =
  | { readonly files: ReadonlyMap<string, string> }
  | { readonly faults: ReadonlyMap<string, string> }

export type ReadForm = (body: unknown, opened: OpenedEdition, language: Language) => FormRead

const DAYS_MAX = 36_500
const TEXT_CHARS_MAX = 4_000
const LINES_MAX = 400

export function readPurpose(id: string): ReadForm {
  return (body, opened, language) => {
    const faults = wholeFaults(body, ['consentDays', 'retentionDays'], language)
    if (faults.size > 0) return { faults }
    const files = editPurpose(opened.files, opened.draft.policy, id, {
      title: inThree(body, 'title'),
      inConsent: inThree(body, 'inConsent'),
      consentDays: Number(textOf(body, 'consentDays')),
      retentionDays: Number(textOf(body, 'retentionDays')),
      onEnd: textOf(body, 'onEnd') === 'depersonalise' ? 'depersonalise' : 'destroy',
      fields: textsOf(body, 'fields'),
    })
    return { files }
  }
}

/** States first, then purpose by purpose, each over what the one before left. */
export const readMatrix: ReadForm = (body, opened) => {
  const states = opened.draft.policy.fields.map(({ id, default: was }) => {
    const typed = textOf(body, `state-${id}`)
    return [id, (['on', 'opt', 'off'] as const).find((one) => one === typed) ?? was] as const
  })
  let files = editFieldStates(opened.files, new Map(states))
  for (const { id, everyStoredField } of opened.draft.policy.purposes) {
    if (everyStoredField === true) continue
    const wanted = textsOf(body, `for-${id}`)
    const { policy } = readDraft(files)
    const purpose = policy.purposes.find((one) => one.id === id)
    const had = policy.fields.filter((one) => one.purposes.includes(id)).map((one) => one.id)
    const isSame = had.length === wanted.length && had.every((one) => wanted.includes(one))
    if (purpose !== undefined && !isSame) {
      files = editPurpose(files, policy, id, { ...purpose, fields: wanted })
    }
  }
  return { files }
}

export function readRecipient(id: string): ReadForm {
  return (body, opened, language) => {
    const words = messages(language).deskPolicy.recipient
    const dates = ['validFrom', 'validTo']
    const faults = new Map(
      dates.filter((name) => !isIsoDate(textOf(body, name))).map((name) => [name, words.notDate]),
    )
    if (faults.size > 0) return { faults }
    const files = editAgreement(opened.files, id, {
      validFrom: textOf(body, 'validFrom'),
      validTo: textOf(body, 'validTo'),
      purposes: textsOf(body, 'purposes'),
      fields: textsOf(body, 'fields'),
    })
    return { files }
  }
}

export const readHead: ReadForm = (body, opened, language) => {
  const words = messages(language).deskPolicy
  const faults = new Map(wholeFaults(body, ['version'], language))
  for (const name of ['from', 'date']) {
    const typed = textOf(body, name)
    // An approval may still be to come; a first day may not.
    const isLeft = name === 'date' && typed === ''
    if (!isLeft && !isIsoDate(typed)) faults.set(name, words.recipient.notDate)
  }
  if (faults.size > 0) return { faults }
  const files = editCard(opened.files, {
    version: Number(textOf(body, 'version')),
    effectiveFrom: textOf(body, 'from'),
    number: short(body, 'number'),
    date: textOf(body, 'date'),
    approver: short(body, 'approver'),
  })
  return { files }
}

export const readWords: ReadForm = (body, opened) => {
  const of = (language: Language): WordingEdit[Language] => {
    const word = (name: (typeof WORDED)[number]) => ({
      processing: short(body, `${name}-processing-${language}`),
      ...(opened.draft.policy.wording[language][name].optional === undefined
        ? {}
        : { optional: short(body, `${name}-optional-${language}`) }),
      recipient: short(body, `${name}-recipient-${language}`),
      channel: short(body, `${name}-channel-${language}`),
    })
    const [heading, statement, agree, otherwise] = WORDED.map(word)
    if (!heading || !statement || !agree || !otherwise) throw new Error('a word without a form')
    return { heading, statement, agree, otherwise }
  }
  return { files: editWording(opened.files, { kk: of('kk'), ru: of('ru'), en: of('en') }) }
}

export const readLines: ReadForm = (body, opened) => {
  const file = textOf(body, 'file')
  const [from, to] = [Number(textOf(body, 'from')), Number(textOf(body, 'to'))]
  const all = (opened.files.get(file) ?? '').split('\n').length
  const isWindow =
    opened.files.has(file) && from >= 1 && to >= from && to <= all && to - from < LINES_MAX
  if (!isWindow) return { files: opened.files }
  return { files: replaceLines(opened.files, file, from, to, textOf(body, 'text')) }
}

/** What the person had written, for a page that could not save it; values of a policy, nobody's data. */
export function typedOf(
  body: unknown,
): readonly { readonly label: string; readonly text: string }[] {
  if (typeof body !== 'object' || body === null) return []
  return Object.keys(body)
    .filter((name) => name !== 'csrf' && name !== 'revision')
    .map((label) => ({ label, text: textsOf(body, label).join(', ') }))
}

function wholeFaults(
  body: unknown,
  names: readonly string[],
  language: Language,
): ReadonlyMap<string, string> {
  const words = messages(language).deskPolicy.purpose
  const isWhole = (name: string) => {
    const typed = textOf(body, name).trim()
    return /^\d{1,9}$/.test(typed) && Number(typed) <= DAYS_MAX
  }
  return new Map(names.filter((name) => !isWhole(name)).map((name) => [name, words.notWhole]))
}

function inThree(body: unknown, name: string): Texts {
  const of = (language: Language) => short(body, `${name}-${language}`)
  return { kk: of('kk'), ru: of('ru'), en: of('en') }
}

/** One line: a browser sends line ends of its own. */
function short(body: unknown, name: string): string {
  return textOf(body, name)
    .replaceAll(/\s*\r?\n\s*/g, ' ')
    .trim()
    .slice(0, TEXT_CHARS_MAX)
}
