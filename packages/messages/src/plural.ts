/**
 * The plural form CLDR prescribes. The forms are typed, so Russian cannot forget `few`.
 *
 * Kazakh leaves the noun in the singular after a number and needs no call of this.
 */
export interface RussianForms {
  readonly one: string
  readonly few: string
  readonly many: string
}

export interface EnglishForms {
  readonly one: string
  readonly other: string
}

const RUSSIAN = new Intl.PluralRules('ru')

/** 1 заявка, 2 заявки, 5 заявок; a fraction takes the form of `few`: 1,5 заявки. */
export function russian(count: number, forms: RussianForms): string {
  const rule = RUSSIAN.select(count)
  if (rule === 'one' || rule === 'few' || rule === 'many') return forms[rule]
  return forms.few
}

export function english(count: number, forms: EnglishForms): string {
  return Math.abs(count) === 1 ? forms.one : forms.other
}
