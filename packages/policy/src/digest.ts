/**
 * The address of a text or of a policy version: SHA-256 of its bytes, hex.
 *
 * The only file of this package that uses `node:crypto`: a hash is mathematics, reads no clock and touches
 * nothing outside. Requirements: L-1 (hash of the shown text), R-2 (a version is addressed by its content).
 */
import { hash } from 'node:crypto'
import { canonical, type Json } from '@kelisim/terms'

export function digestText(text: string): string {
  return hash('sha256', text)
}

/** Of the canonical form, so that neither the order of keys nor a comment in a file moves it. */
export function digestValue(value: object): string {
  if (!isJson(value)) throw new Error('only what JSON can say has a hash')
  return digestText(canonical(value))
}

/** Seen and not copied: a policy is some thousands of texts. A member that is undefined is none. */
function isJson(value: unknown): value is Json {
  if (typeof value === 'string' || typeof value === 'number') return true
  if (typeof value === 'boolean' || value === null) return true
  if (typeof value !== 'object') return false
  if (Array.isArray(value)) return value.every(isJson)
  return Object.values(value).every((member) => member === undefined || isJson(member))
}
