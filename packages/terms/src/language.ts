/** The three languages of the product; Kazakh first. Law: languages of consumer information, kk and ru (L-16). */
export const LANGUAGES = ['kk', 'ru', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** A sentence in each language; none may be missing. */
export type Texts = Readonly<Record<Language, string>>

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value)
}

/** What a terminal or a service is set to, as POSIX ranks it; English where that is none of the three. */
export function languageOfLocale(
  variables: Readonly<Record<string, string | undefined>>,
): Language {
  const locale = variables['LC_ALL'] || variables['LC_MESSAGES'] || variables['LANG'] || ''
  const language = locale.split(/[_.@]/)[0]
  return isLanguage(language) ? language : 'en'
}
