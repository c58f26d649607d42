/**
 * Places of the law and of the policy, and fingerprints, as links.
 *
 * An article links to the list of legal references on the policy page: nothing foreign is loaded and
 * the reader stays where the rule is applied.
 */
import { article } from '@kelisim/messages'
import type { Language } from '@kelisim/terms'
import { type Html, html, join } from '@kelisim/ui'
import { clausePath, PUBLIC, textPath } from './paths.ts'

export function lawLinks(language: Language, ...laws: readonly string[]): Html {
  const links = laws.map((law) => {
    // Each part keeps together: a line must not end in «94-» or «7-».
    const parts = article(language, law).split(', ')
    const words = parts.map(
      (part, at) => html`<span class="nb">${part}${at < parts.length - 1 ? ',' : ''}</span>`,
    )
    return html`<a href="${PUBLIC.policy}#${lawAnchor(law)}">${join(words, ' ')}</a>`
  })
  return html`${join(links, '; ')}.`
}

export function clauseLink(clause: string): Html {
  return html`<a href="${clausePath(clause)}">${clause}</a>`
}

/** `94-V art. 7(6)` → `law-94-V-7.6`; art. 10-1 and art. 10(1) must not meet. */
export function lawAnchor(law: string): string {
  const place = law.replace(' art. ', '-').replaceAll('(', '.').replaceAll(')', '')
  return `law-${place.replaceAll(/[^\p{L}0-9.-]+/gu, '-')}`
}

/** `9f3c 41d0 … e1a7`, a link to the whole text. */
export function fingerprint(sha256: string): Html {
  return html`<a class="id" href="${textPath(sha256)}">${shortPrint(sha256)}</a>`
}

export function shortPrint(sha256: string): string {
  return `${sha256.slice(0, 4)} ${sha256.slice(4, 8)} … ${sha256.slice(-4)}`
}
