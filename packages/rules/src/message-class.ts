/**
 * Does the text of a mailing belong to the class that its author declares?
 *
 * The author says which purpose it serves; what stands in the text must not say otherwise. Own news and own offers name no
 * recipient of data and lead to nobody else's site; news carries no word of advertising; each language has its own text.
 * Words are found at their beginning, whatever their case, so Kazakh and Russian endings are no way around; in quotation
 * marks or without. Whoever wants to deceive can still do so: a second person reads and approves.
 *
 * Law: 94-V art. 14, 15(2). Requirements. Pure: the words come from the policy.
 */
import { messageKind, type Policy } from '@kelisim/policy'
import { type Language, LANGUAGES, type Texts } from '@kelisim/terms'

export type MessageFaultCode = 'third_party' | 'foreign_link' | 'advertising' | 'same_text'

export interface MessageFault {
  readonly code: MessageFaultCode
  readonly language: Language
  /** What was found, as the policy or the text has it. */
  readonly found: string
}

type Known = Pick<Policy, 'messaging' | 'recipients' | 'operator'>

export function messageFaults(
  policy: Known,
  purpose: string,
  texts: Texts,
): readonly MessageFault[] {
  const kind = messageKind(policy, purpose)
  return [
    ...sameTexts(texts),
    ...LANGUAGES.flatMap((language) => {
      const text = plain(texts[language])
      return [
        ...(kind === 'advertising' ? [] : ofOthers(policy, language, text)),
        ...(kind === 'informational' ? advertising(policy, language, text) : []),
      ]
    }),
  ]
}

/** Whoever cannot read Russian must not get Russian twice. */
function sameTexts(texts: Texts): readonly MessageFault[] {
  const [kk = '', ...others] = LANGUAGES.map((language) => plain(texts[language]))
  return LANGUAGES.slice(1).flatMap((language, index) =>
    others[index] === kk || (index === 1 && others[1] === others[0])
      ? [{ code: 'same_text' as const, language, found: '' }]
      : [],
  )
}

function ofOthers(policy: Known, language: Language, text: string): readonly MessageFault[] {
  const faults: MessageFault[] = []
  for (const recipient of policy.recipients) {
    const names = namesOf(recipient)
    const found = names.find((name) => hasWord(text, name))
    if (found !== undefined) faults.push({ code: 'third_party', language, found })
  }
  const { site, officer } = policy.operator
  const own = [hostOf(site), plain(officer.email.split('@')[1] ?? '')]
  for (const host of hostsIn(text)) {
    if (!own.some((one) => host === one || host.endsWith(`.${one}`)))
      faults.push({ code: 'foreign_link', language, found: host })
  }
  return faults
}

function advertising(policy: Known, language: Language, text: string): readonly MessageFault[] {
  // A word of another language is no less advertising.
  const stems = LANGUAGES.flatMap((one) => policy.messaging?.advertisingStems[one] ?? [])
  const found = stems.find((stem) => hasWord(text, plain(stem)))
  return found === undefined ? [] : [{ code: 'advertising', language, found }]
}

/** Each language's name without its quotation marks, its first word, the BIN, and the id by which we know it. */
function namesOf({ id, bin, name }: Policy['recipients'][number]): readonly string[] {
  const short = Object.values(name).map((one) => plain(/[«"“](.+)[»"”]/u.exec(one)?.[1] ?? one))
  const firsts = short.map((one) => one.split(' ')[0] ?? '')
  return [...new Set([...short, ...firsts, bin, plain(id)])].filter(
    (one) => one.length >= NAME_CHARS_MIN,
  )
}

const NAME_CHARS_MIN = 4

function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1))) return true
  }
  return false
}

/** Composed, in small letters, with single spaces, without what cannot be seen. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\p{Cf}\u0301]/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim()
}

const HOST = /(?<![\p{L}\p{N}.-])(?:https?:\/\/)?((?:[\p{L}\p{N}-]+\.)+\p{L}{2,})(?![\p{L}\p{N}])/gu

function hostsIn(text: string): readonly string[] {
  return [...text.matchAll(HOST)].map(([, host]) => (host ?? '').replace(/^www\./, ''))
}

function hostOf(site: string): string {
  return (/^https?:\/\/([^/:?#]+)/.exec(site)?.[1] ?? '').toLowerCase().replace(/^www\./, '')
}
