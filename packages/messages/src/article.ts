/**
 * How is a place of the law named in each language?
 *
 * Code cites the law in one form, `94-V art. 7(6)`; people read `94-V, 7-бап, 6-тармақ`,
 * `94-V, ст. 7, п. 6`, `94-V, art. 7(6)`. A form this does not know is shown as it stands.
 */
import type { Language } from '@kelisim/terms'

const CITED = /^(.+?) art\. ([0-9]+(?:-[0-9]+)?)((?:\([^()]+\))*)$/

const ACTS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  DC: { kk: 'Цифрлық кодекс', ru: 'Цифровой кодекс', en: 'Digital Code' },
  'Civil Code': { kk: 'Азаматтық кодекс', ru: 'Гражданский кодекс', en: 'Civil Code' },
}

/** `94-V, 7-бап, 6-тармақ` */
export function article(language: Language, law: string): string {
  const cited = CITED.exec(law)
  if (cited === null) return law
  const act = cited[1] ?? ''
  const place = cited[2] ?? ''
  const parts = [...(cited[3] ?? '').matchAll(/\(([^()]+)\)/g)].map((part) => part[1] ?? '')
  const name = ACTS[act]?.[language] ?? act
  if (language === 'en')
    return `${name}, art.\u00a0${place}${parts.map((part) => `(${part})`).join('')}`
  return [name, ...placeWords(language, place, parts)].join(', ')
}

/** Clause of the policy and article of the law, whichever there are. */
export function ground(language: Language, clause: string, law: string): string {
  const words = [clauseWords(language, clause), law === '' ? '' : article(language, law)]
  return words.filter(Boolean).join('; ')
}

function clauseWords(language: Language, clause: string): string {
  if (clause === '') return ''
  if (language === 'kk') return `саясат, ${clause}-тармақ`
  return language === 'ru' ? `политика, п.\u00a0${clause}` : `policy, clause\u00a0${clause}`
}

/** Article 1 is a list of definitions and has no paragraphs: its first level is the subparagraph. */
function placeWords(language: 'kk' | 'ru', place: string, parts: readonly string[]): string[] {
  const definitions = place === '1'
  const words = parts.map((part, level) => {
    const paragraph = level === 0 && !definitions
    if (language === 'kk') return paragraph ? `${part}-тармақ` : `${part})\u00a0тармақша`
    return paragraph ? `п.\u00a0${part}` : `пп.\u00a0${part}`
  })
  return [language === 'kk' ? `${place}-бап` : `ст.\u00a0${place}`, ...words]
}
