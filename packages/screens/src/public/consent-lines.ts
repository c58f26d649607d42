/**
 * The lines of art. 8(4) of many consents on one page: what several texts have in common is said once
 * above them, what is a text's own stands in its card, and the whole text unfolds beside its tick.
 *
 * Guarantees: every line of every text is read, unfolded, above its tick; the whole text is in the page
 * as it is stored, without a script. Which lines are common follows from the texts alone.
 *
 * Law: 94-V art. 8(4). Requirements: R-16, L-1. Decision 0159.
 */
import { messages } from '@kelisim/messages'
import type { ConsentText } from '@kelisim/policy'
import type { Language } from '@kelisim/terms'
import { type Content, type Html, html, join, terms } from '@kelisim/ui'
import { fingerprint } from './cite.ts'

export type ConsentLine = ConsentText['terms'][number]

export interface ConsentReading {
  readonly language: Language
  readonly policyVersion: number
  /** The bracketed words of the policy and what stands in their place on the screen; the hash is of the words. */
  readonly name?: { readonly placeholder: string; readonly text: string }
}

/** Lines that each of these texts has word for word; one text has nothing in common with another. */
export function commonLines(texts: readonly ConsentText[]): readonly ConsentLine[] {
  const [first, ...others] = texts
  if (first === undefined || others.length === 0) return []
  return first.terms.filter((line) => others.every((text) => has(text.terms, line)))
}

/** Lines that were not said above. */
export function ownLines(
  lines: readonly ConsentLine[],
  said: readonly ConsentLine[],
): readonly ConsentLine[] {
  return lines.filter((line) => !has(said, line))
}

function has(lines: readonly ConsentLine[], line: ConsentLine): boolean {
  return lines.some((other) => other.label === line.label && other.value === line.value)
}

export function lineList(reading: ConsentReading, lines: readonly ConsentLine[]): Content {
  if (lines.length === 0) return ''
  return terms(
    lines.map(({ label, value }) => ({ label, value: named(reading, value) })),
    'brief',
  )
}

/** Word for word, under its fingerprint; one press opens it. */
export function wholeText(reading: ConsentReading, text: ConsentText): Html {
  const words = messages(reading.language).apply.consents
  return html`<details class="whole"><summary>${words.fullText}<span class="vh">: ${text.heading}</span></summary>
<p>${named(reading, text.statement)}</p>
${lineList(reading, text.terms)}
<p>${text.agree} ${text.otherwise}</p>
<p class="note">${fingerprint(text.sha256)}<br>${words.fingerprintText(reading.policyVersion)}</p></details>`
}

export function named({ name }: ConsentReading, sentence: string): Content {
  if (name === undefined) return sentence
  return join(sentence.split(name.placeholder), html`<b>${name.text}</b>`)
}
