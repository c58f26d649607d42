/**
 * Pages without content: refused, not found, failed.
 *
 * A refusal names its code's words, its ground and the way out; an error of ours never borrows that
 * face, keeps what was typed where it can and gives a short mark to quote. Invariants I8, I11.
 */
import { ground, messages } from '@kelisim/messages'
import type { Refusal } from '@kelisim/terms'
import { empty, failed, type Html, html, linkButton, verdict } from '@kelisim/ui'
import { type Frame, publicPage } from '../frame.ts'
import { PUBLIC } from './paths.ts'

export interface RefusedView {
  readonly frame: Frame
  readonly refusal: Refusal
  /** Where the person can do what the text says; the first page otherwise. */
  readonly way?: { readonly href: string; readonly text: string }
}

export function refusedPage(view: RefusedView): Html {
  const { language } = view.frame
  const { errors } = messages(language)
  return publicPage(view.frame, {
    title: errors.refused,
    mainClass: 'narrow',
    main: refusalCard(view.frame, view.refusal, 1, {
      href: view.way?.href ?? PUBLIC.home,
      text: view.way?.text ?? errors.goHome,
    }),
  })
}

/** The same card inside another page; without `link` the page itself is the place to mend it. */
export function refusalCard(
  frame: Pick<Frame, 'language'>,
  refusal: Refusal,
  level: 1 | 2 | 3,
  link?: { readonly href: string; readonly text: string },
): Html {
  const { common, refusals } = messages(frame.language)
  const { text, way: advice } = refusals[refusal.code]
  const reason = ground(frame.language, refusal.clause, refusal.law)
  return verdict({
    tone: 'refused',
    answer: text,
    level,
    ...(reason === '' ? {} : { ground: reason }),
    way: {
      heading: common.wayOut,
      content: html`<p>${advice}</p>${link !== undefined && html`<p><a href="${link.href}">${link.text}</a></p>`}`,
    },
  })
}

export function notFoundPage(frame: Frame): Html {
  const { errors, refusals } = messages(frame.language)
  return publicPage(frame, {
    title: errors.notFound,
    mainClass: 'narrow',
    main: empty({
      heading: errors.notFound,
      level: 1,
      content: html`<p>${refusals.not_found.way}</p><p class="act-row">${linkButton({ href: PUBLIC.home, text: errors.goHome, look: 'plain' })}</p>`,
    }),
  })
}

export interface FailedView {
  readonly frame: Frame
  /** Four letters or digits that find the fault in the log. */
  readonly mark: string
  /** True when what was typed is still in the draft. */
  readonly kept: boolean
  /** A page that GET can show again. */
  readonly retryHref: string
}

export function failedPage(view: FailedView): Html {
  const { common, errors } = messages(view.frame.language)
  return publicPage(view.frame, {
    title: errors.failed,
    mainClass: 'narrow',
    main: failed({
      heading: errors.failed,
      level: 1,
      content: html`<p>${view.kept ? errors.failedKept : errors.failedNothing}</p><p class="act-row">${linkButton({ href: view.retryHref, text: errors.retry, look: 'plain' })}</p>`,
      mark: { label: common.reference, text: view.mark },
    }),
  })
}
