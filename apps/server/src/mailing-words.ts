/**
 * The words around the text of a message: who writes, that it is advertising where it is, and how to refuse.
 *
 * Law: advertising law 6(1); 94-V art. 8(1). Requirements: R-14, R-16.
 */
import { messages } from '@kelisim/messages'
import type { Compose } from '@kelisim/work'

export function composeFor(brand: () => string): Compose {
  return (language, { kind, text, url }) => {
    const { mark, refuse } = messages(language).mailings
    return `${brand()}: ${kind === 'informational' ? '' : `${mark}. `}${text}\n${refuse(url)}`
  }
}
