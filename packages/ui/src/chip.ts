/**
 * Small signs of state. The word comes first, the shape second, the colour last.
 *
 * The clock shows one tick for each working day and fills today's; it never runs.
 */
import { attributes, type Content, type Html, html } from './html.ts'
import { mark } from './ornament.ts'

export type ChipTone = 'quiet' | 'live' | 'ok' | 'near' | 'no'

export function chip(text: Content, tone: ChipTone = 'quiet'): Html {
  return html`<span class="${tone === 'quiet' ? 'chip' : `chip ${tone}`}">${text}</span>`
}

export interface ClockView {
  /** Whole in words: «25.11 дейін», «просрочен с 20.11». */
  readonly words: string
  /** Working days of the term and how many are over, today's included. */
  readonly days: number
  readonly passed: number
  readonly state: 'calm' | 'near' | 'late' | 'done'
}

/** More ticks than this would be noise: a year of retention is told in words. */
const TICKS_MAX = 20

export function clock(view: ClockView): Html {
  const days = Math.min(Math.max(view.days, 0), TICKS_MAX)
  const ticks = Array.from(
    { length: days },
    (_, index) => html`<i${attributes({ class: index < view.passed ? 'on' : undefined })}></i>`,
  )
  return html`<span class="${view.state === 'calm' ? 'clock' : `clock ${view.state}`}"><span>${view.words}</span><span aria-hidden="true"${attributes(
    { class: days > 6 ? 'many' : undefined },
  )}>${ticks}</span></span>`
}

export interface ProofView {
  /** `verified` only after the reader's own machine checked it; `word` is the server's word alone. */
  readonly state: 'verified' | 'waiting' | 'word' | 'mismatch'
  readonly text: string
  readonly href?: string
}

const PROOF_CLASS = {
  verified: 'proof',
  waiting: 'proof wait',
  word: 'proof word',
  mismatch: 'proof bad',
} as const

export function proof(view: ProofView): Html {
  const sign = view.state === 'verified' || view.state === 'waiting' ? mark(18) : ''
  const name = PROOF_CLASS[view.state]
  return view.href === undefined
    ? html`<span class="${name}">${sign}${view.text}</span>`
    : html`<a class="${name}" href="${view.href}">${sign}${view.text}</a>`
}
