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
  const plain: Json = JSON.parse(JSON.stringify(value))
  return digestText(canonical(plain))
}
