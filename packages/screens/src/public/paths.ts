/**
 * Addresses of the public pages: said once, for screens and server alike.
 *
 * A person's value never stands in an address (I11): amount and term say nothing about anybody.
 */
import type { Language } from '@kelisim/terms'

export const PUBLIC = {
  home: '/',
  how: '/how',
  earn: '/how#earn',
  verify: '/how#verify',
  policy: '/policy',
  login: '/login',
  loginCode: '/login/code',
  apply: '/apply',
  phone: '/apply/phone',
  code: '/apply/code',
  codeAgain: '/apply/code/again',
  about: '/apply/about',
  consents: '/apply/consents',
  check: '/apply/check',
  sent: '/apply/sent',
  /** POST: destroys the draft. */
  leave: '/apply/leave',
  demo: '/demo',
  outbox: '/demo/outbox',
} as const

export function homePath(amount: number, days: number): string {
  return `${PUBLIC.home}?amount=${amount}&days=${days}`
}

export function offerPath(lender: string, amount: number, days: number): string {
  return `/offers/${encodeURIComponent(lender)}?amount=${amount}&days=${days}`
}

export function applyPath(amount: number, days: number): string {
  return `${PUBLIC.apply}?amount=${amount}&days=${days}`
}

/** A text is addressed by its fingerprint. */
export function textPath(sha256: string): string {
  return `/t/${encodeURIComponent(sha256)}`
}

export function clausePath(clause: string): string {
  return `${PUBLIC.policy}#${clauseAnchor(clause)}`
}

/** `2.1(1)` → `c-2.1-1`: letters, digits, dots and hyphens only. */
export function clauseAnchor(clause: string): string {
  return `c-${clause.replace(/[^\p{L}0-9.]+/gu, '-').replace(/-$/, '')}`
}

export function withLanguage(path: string, language: Language): string {
  const [place, anchor] = path.split('#')
  const sign = (place ?? '').includes('?') ? '&' : '?'
  return `${place ?? ''}${sign}lang=${language}${anchor === undefined ? '' : `#${anchor}`}`
}
