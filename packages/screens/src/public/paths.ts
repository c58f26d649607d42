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
  verify: '/verify',
  policy: '/policy',
  policyVersions: '/policy/versions',
  policySource: '/policy/source',
  /** The source document's own bytes. */
  policySourceFile: '/policy/source.md',
  policyPdf: '/policy.pdf',
  policyJson: '/policy.json',
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

/** `4.1(7)` → `4.1-7`: the clause's own name in an address. */
export function clauseSlug(clause: string): string {
  return clauseAnchor(clause).slice('c-'.length)
}

/** The page of one clause, of the version in force or of a numbered one; both stay. */
export function clausePagePath(clause: string, version?: number): string {
  const base = version === undefined ? PUBLIC.policy : versionPath(version)
  return `${base}/clauses/${encodeURIComponent(clauseSlug(clause))}`
}

export function versionPath(version: number): string {
  return `${PUBLIC.policy}/v/${version}`
}

export function versionCopyPath(version: number, kind: 'pdf' | 'json'): string {
  return `${versionPath(version)}.${kind}`
}

/** The documents that a version made, in force or not. */
export function documentsPath(version: number): string {
  return `${versionPath(version)}/documents`
}

export function policyDiffPath(before: number, after: number): string {
  return `${PUBLIC.policy}/diff/${before}/${after}`
}

export function withLanguage(path: string, language: Language): string {
  const [place, anchor] = path.split('#')
  const sign = (place ?? '').includes('?') ? '&' : '?'
  return `${place ?? ''}${sign}lang=${language}${anchor === undefined ? '' : `#${anchor}`}`
}
