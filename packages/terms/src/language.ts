/** The three languages of the product; Kazakh first. Law: languages of consumer information, kk and ru (L-16). */
export const LANGUAGES = ['kk', 'ru', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** A sentence in each language; none may be missing. */
export type Texts = Readonly<Record<Language, string>>

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value)
}
