/**
 * A place of the law that breaks across lines only between its parts: `94-V, 22-бап, 1-тармақ`.
 *
 * The hyphens of `94-V` and `1-тармақ` would otherwise invite a break in the middle of a number.
 */
import { article } from '@kelisim/messages'
import type { Language } from '@kelisim/terms'
import { type Html, html, join } from '@kelisim/ui'

export function citation(language: Language, law: string): Html {
  const parts = article(language, law).split(', ')
  const words = parts.map(
    (part, at) => html`<span class="nb">${part}${at < parts.length - 1 ? ',' : ''}</span>`,
  )
  return join(words, ' ')
}
