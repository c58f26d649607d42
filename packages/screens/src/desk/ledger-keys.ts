/**
 * Who holds the operator's keys, how old is the newest, and what is an old copy worth? A part of the officer's page.
 *
 * The published horizon of destruction rests on it: a wrapping key that is not renewed daily, or old copies that are
 * kept, would break the promise. Shows words, dates and days; no address and no secret.
 * Law: 94-V art. 18. Requirements. Invariant I5.
 */
import { dateTime, messages, number } from '@kelisim/messages'
import type { Language, Moment } from '@kelisim/terms'
import { type Html, html, sheet, terms, verdict } from '@kelisim/ui'

export interface KeysView {
  /** `file`, `transit`, `aws-kms`, `pkcs11`, or the word of another provider. */
  readonly holder: string
  readonly oldCopies: 'nothing' | 'opens'
  readonly keyDays: { readonly min: number; readonly max: number }
  readonly epoch: number
  readonly madeAt: Moment
  /** Wrapping keys that still live; one, unless a rotation is under way or was broken off. */
  readonly alive: number
  /** The newest is more than two days old. */
  readonly late: boolean
  /** Days of the policy in force. */
  readonly horizonDays: number
}

export function keysPart(language: Language, view: KeysView): Html {
  const words = messages(language).desk.ledger.keys
  const { min, max } = view.keyDays
  const days = max === 0 ? words.atOnce : words.days(number(language, min), number(language, max))
  return sheet({
    class: 'pane',
    content: html`<h2>${words.title}</h2><p class="note">${words.note}</p>${standing(language, view)}
${terms([
  { label: words.holder, value: words.holderName(view.holder) },
  {
    label: words.newest,
    value: html`<span class="num">${number(language, view.epoch)}</span><p class="note">${dateTime(language, view.madeAt)}</p>`,
  },
  { label: words.oldCopy, value: words.oldCopies[view.oldCopies] },
  { label: words.holderKey, value: days },
  { label: words.horizon, value: words.horizonDays(view.horizonDays) },
])}`,
  })
}

function standing(language: Language, { late, alive }: KeysView): Html {
  const words = messages(language).desk.ledger.keys
  if (late) return verdict({ tone: 'refused', answer: words.late, text: words.lateText })
  if (alive > 1) return verdict({ tone: 'waiting', answer: words.several(alive) })
  return verdict({ tone: 'permitted', answer: words.well })
}
