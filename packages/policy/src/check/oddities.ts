/**
 * Does an effective text repeat a slip that operators copy from each other?
 *
 * A source text is kept with its mistakes; what is in force may not have them. Each slip is a pattern for each
 * language in which it can be written, and stands for one oddity of section 7. Reasons, which have to name the
 * slip they answer, are not looked at. Also here: an operator's name that is not the card's, and places left blank.
 *
 * Law: 94-V art. 4, 7(1), 9, 20, 22, 25(2)(1-1). Requirements.
 */
import { LANGUAGES, type Language } from '@kelisim/terms'
import { error } from '../fault.ts'
import type { Finding, Policy } from '../model.ts'
import type { Places } from '../read.ts'
import { type Said, said } from './said.ts'

interface Slip {
  readonly code: string
  readonly oddity: string
  readonly patterns: Partial<Readonly<Record<Language, RegExp>>>
  /** What the text should say, in the language of the text. */
  readonly instead?: Partial<Readonly<Record<Language, string>>>
}

/** A word of Cyrillic letters has no `\b`; these stand for the edges of a word. */
const word = (body: string): RegExp => new RegExp(`(?<!\\p{L})(?:${body})`, 'iu')
const whole = (body: string): RegExp => new RegExp(`(?<!\\p{L})(?:${body})(?!\\p{L})`, 'iu')

export const SLIPS: readonly Slip[] = [
  {
    code: 'federal_law_named',
    oddity: 'X-2',
    patterns: {
      kk: word('федералд'),
      ru: word('федеральн'),
      en: word('federal (?:law|act|legislation)'),
    },
  },
  {
    code: 'law_number_wrong',
    oddity: 'X-3',
    patterns: {
      kk: /(?<![\d-])4-V(?!\p{L})/u,
      ru: /(?<![\d-])4-V(?!\p{L})/u,
      en: /(?<![\d-])4-V\b/u,
    },
  },
  {
    code: 'foreign_law_named',
    oddity: 'X-4',
    patterns: {
      kk: word('ресей федерация|ресей заң'),
      ru: word('российск\\p{L}+ федерац|законодательств\\p{L}* рф'),
      en: word('russian federation|russian law'),
    },
  },
  {
    code: 'foreign_law_named',
    oddity: 'X-5',
    patterns: { kk: /152-(?:ФЗ|FZ)/iu, ru: /152-ФЗ/iu, en: /152-FZ/iu },
  },
  {
    code: 'protection_level_foreign',
    oddity: 'X-6',
    patterns: {
      kk: word('үкімет белгіле\\p{L}* қорғ'),
      ru: word('установленн\\p{L}+ правительством\\p{L}* уровн|уровн\\p{L}+ защищ[её]нности'),
      en: word('protection levels? set by the government'),
    },
  },
  {
    code: 'word_confused',
    oddity: 'X-10',
    patterns: {
      kk: word('өнімді бағала'),
      ru: word('оценк\\p{L} (?:продукт|производительност)'),
      en: word('product assessment'),
    },
    instead: {
      kk: 'шаралардың тиімділігін бағалау',
      ru: 'оценка эффективности мер',
      en: 'evaluation of the effectiveness of measures',
    },
  },
  {
    code: 'word_confused',
    oddity: 'X-11',
    patterns: { kk: whole('еден(?:і|ін|нің)?') },
    instead: { kk: 'жынысы' },
  },
  {
    code: 'word_confused',
    oddity: 'X-15',
    patterns: {
      kk: word('деректер тақырыб|жеке мақсат субъект|өңдеу субъектісі(?!\\p{L})'),
      ru: word('тем[аыеу] данных'),
      en: word('topic of (?:the )?data|data topic'),
    },
    instead: {
      kk: 'дербес деректер субъектісі',
      ru: 'субъект персональных данных',
      en: 'subject of personal data',
    },
  },
  {
    code: 'depersonalisation_reversible',
    oddity: 'X-16',
    patterns: {
      kk: word('қосымша ақпаратсыз|қосымша ақпаратты пайдалан'),
      ru: word('без (?:использования )?дополнительной информации'),
      en: word('without (?:the use of )?additional information'),
    },
  },
  {
    code: 'word_confused',
    oddity: 'X-17',
    patterns: {
      kk: word('әскерилер туралы|әскерилердің бухгалтер'),
      ru: word('бухгалтерск\\p{L}+ уч[её]т военн'),
      en: word('military (?:people )?(?:information )?bookkeeping'),
    },
    instead: {
      kk: 'әскери есепке алу',
      ru: 'воинский учёт',
      en: 'military registration',
    },
  },
  {
    code: 'word_confused',
    oddity: 'X-22',
    patterns: {
      kk: word('соңғы қызметтерді'),
      ru: word('последни\\p{L} услуг'),
      en: word('the latter services'),
    },
    instead: {
      kk: 'аталған қызметтерді',
      ru: 'указанные услуги',
      en: 'the services named',
    },
  },
  {
    code: 'word_confused',
    oddity: 'X-26',
    patterns: {
      kk: word('дербес ақпарат жүйе'),
      ru: word('персональн\\p{L}+ информационн\\p{L}+ систем'),
      en: word('personal information system'),
    },
    instead: {
      kk: 'дербес деректердің ақпараттық жүйесі',
      ru: 'информационная система персональных данных',
      en: 'information system of personal data',
    },
  },
  {
    code: 'secrecy_before_rights',
    oddity: 'X-27',
    patterns: {
      kk: word('коммерциялық құпия режим'),
      ru: word('режим\\p{L}* коммерческой тайны'),
      en: word('(?:regime|under) (?:of )?commercial secrecy'),
    },
  },
  {
    code: 'word_confused',
    oddity: 'X-28',
    patterns: {
      kk: word('өңдегіш тұлға'),
      ru: word('обработчик'),
      en: word('(?:data )?processors?(?!\\p{L})'),
    },
    instead: {
      kk: 'оператор немесе үшінші тұлға',
      ru: 'оператор или третье лицо',
      en: 'operator or third party',
    },
  },
]

/** A place for a name or a date that nobody filled in. */
const HOLE = /\(\s*\)|«\s*»|_{3,}|\.{4,}|\[\s*\]/u

export function checkOddities(policy: Policy, places: Places): readonly Finding[] {
  const texts = said(policy, places).filter(({ quotes }) => !quotes)
  return [
    ...texts.flatMap(slips),
    ...texts.flatMap(holes),
    ...misnamed(properNames(policy), texts),
    ...alike(policy, places),
    ...identifiers(policy, places),
  ]
}

/**
 * All patterns of a language as one, without the edges of words, so finding no less: nearly every text is done
 * with after one reading. Classes of letters are slow to build and stand in the exact patterns only.
 */
const ANY = Object.fromEntries(
  LANGUAGES.map((language) => {
    const sources = SLIPS.flatMap(({ patterns }) => patterns[language]?.source ?? [])
    return [language, new RegExp(sources.map(loose).join('|'), 'ius')] as const
  }),
)

function loose(source: string): string {
  return source
    .replaceAll(/\(\?<?!(?:\[[^\]]*\]|[^()[])*\)|\\b/g, '')
    .replaceAll(String.raw`\p{L}`, '.')
}

function slips({ texts, at, clause }: Said): readonly Finding[] {
  if (!LANGUAGES.some((language) => ANY[language]?.test(texts[language]) === true)) return []
  return SLIPS.flatMap(({ code, oddity, patterns, instead }) =>
    LANGUAGES.flatMap((language) => {
      const found = patterns[language]?.exec(texts[language])?.[0]
      if (found === undefined) return []
      const right = instead?.[language]
      const params = { found, oddity, ...(right === undefined ? {} : { instead: right }) }
      return [error(code, at(language), clause, params)]
    }),
  )
}

function holes({ texts, at, clause }: Said): readonly Finding[] {
  return LANGUAGES.filter((language) => HOLE.test(texts[language])).map((language) =>
    error('text_with_hole', at(language), clause),
  )
}

/** A word one or two letters away from the operator's name is the name, misspelt. */
function misnamed(names: readonly string[], said: readonly Said[]): readonly Finding[] {
  // The same words stand in hundreds of texts: each is compared once.
  const compared = new Map<string, boolean>()
  const isWrong = (one: string): boolean => {
    const known = compared.get(one) ?? names.some((name) => isNearly(one, name))
    compared.set(one, known)
    return known
  }
  if (names.length === 0) return []
  const begins = [...new Set(names.map((name) => name.charAt(0)))].join('')
  const near = new RegExp(`(?<!\\p{Script=Latin})[${begins}]\\p{Script=Latin}{4,}`, 'giu')
  return said.flatMap(({ texts, at, clause }) =>
    LANGUAGES.flatMap((language) => {
      const words = texts[language].match(near) ?? []
      const wrong = words.find(isWrong)
      if (wrong === undefined || names.includes(wrong)) return []
      return [error('operator_name_differs', at(language), clause, { found: wrong })]
    }),
  )
}

function properNames({ operator }: Policy): readonly string[] {
  const words = LANGUAGES.flatMap((language) => operator.name[language].match(/\p{L}{5,}/gu) ?? [])
  return [...new Set(words.filter((one) => /\p{Script=Latin}/u.test(one)))]
}

function isNearly(one: string, name: string): boolean {
  // A common noun that is part of a name («Clinic», clinic) is no misspelling of it.
  return (
    one !== name &&
    one !== name.toLowerCase() &&
    one.charAt(0).toLowerCase() === name.charAt(0).toLowerCase() &&
    Math.abs(one.length - name.length) <= 2 &&
    distance(one, name) <= 2
  )
}

/** Letters to put in, take out or change on the way from one word to the other. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let at = 1; at <= one.length; at++) {
    const next = [at]
    for (let to = 1; to <= other.length; to++) {
      const swap = (row[to - 1] ?? 0) + (one[at - 1] === other[to - 1] ? 0 : 1)
      next.push(Math.min(swap, (row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[other.length] ?? 0
}

/** One word for two operations hides which of them was consented to: deletion and destruction. */
function alike(policy: Policy, places: Places): readonly Finding[] {
  return policy.operations.flatMap((operation, index) =>
    LANGUAGES.flatMap((language) => {
      const same = policy.operations
        .slice(0, index)
        .find(
          ({ title }) => title[language] !== '' && title[language] === operation.title[language],
        )
      if (same === undefined) return []
      const where = places.of('operation', operation.id, 'title', language)
      const params = { operation: operation.id, other: same.id, language }
      return [error('operations_alike', where, operation.clause ?? 'A.4', params)]
    }),
  )
}

/** A person has one number from the state: a second field for it is the same one under a foreign name. */
function identifiers(policy: Policy, places: Places): readonly Finding[] {
  const numbers = policy.fields.filter(({ type }) => type === 'iin')
  return numbers.slice(1).map(({ id }) => {
    return error('identifier_twice', places.of('field', id, 'type'), '5.1', { field: id })
  })
}
