/**
 * What is a document of the policy, and by which name and hash is it found?
 *
 * Guarantees: a document is a function of the policy and a language alone, so the same policy gives the same
 * bytes; its address is the SHA-256 of those bytes; its format has a version that is raised whenever the same
 * policy would give other bytes. No clock, no chance, no person's data.
 *
 * Law: 94-V art. 25(2)(1), 25(2)(1-1). Requirements, L-12.
 */
import { digestText } from '@kelisim/policy'
import { canonical, type Json, type Language } from '@kelisim/terms'

/** Raised with any change of wording, layout or members: old addresses stay true for old bytes. */
export const FORMAT_VERSION = 1

export const DOCUMENT_KINDS = [
  'notice',
  'consent',
  'list',
  'register',
  'retention',
  'access',
  'agreement',
  'ping-schema',
  'post-schema',
  'consent-schema',
  'vocabulary',
  'database',
] as const
export type DocumentKind = (typeof DOCUMENT_KINDS)[number]

/** Under which heading a list of documents shows a kind. */
export const GROUP_OF = {
  notice: 'notice',
  consent: 'consent',
  list: 'operator',
  register: 'operator',
  retention: 'operator',
  access: 'operator',
  agreement: 'operator',
  'ping-schema': 'program',
  'post-schema': 'program',
  'consent-schema': 'program',
  vocabulary: 'program',
  database: 'program',
} as const satisfies Readonly<Record<DocumentKind, string>>
export type DocumentGroup = (typeof GROUP_OF)[DocumentKind]
export const DOCUMENT_GROUPS = ['notice', 'consent', 'operator', 'program'] as const

export interface Document {
  readonly kind: DocumentKind
  /** `register.kk.html`; the name of its file. */
  readonly name: string
  /** What it is called by people; of a machine's file, its name. */
  readonly title: string
  readonly mediaType: string
  readonly language?: Language
  readonly format: number
  readonly text: string
  /** SHA-256, hex, of the UTF-8 bytes of `text`. */
  readonly sha256: string
}

export interface Made {
  readonly kind: DocumentKind
  readonly name: string
  readonly title?: string
  readonly mediaType: string
  readonly language?: Language
  readonly text: string
}

export function documentOf(made: Made): Document {
  const { title = made.name, ...rest } = made
  return { ...rest, title, format: FORMAT_VERSION, sha256: digestText(made.text) }
}

/** JSON that people can read, too; members in canonical order, so that a rewrite moves no byte. */
export function readableJson(value: Json): string {
  const ordered: unknown = JSON.parse(canonical(value))
  return `${JSON.stringify(ordered, null, 2)}\n`
}

/** A part of a file's name: `recipient:samal` becomes `recipient-samal`. */
export function fileName(...parts: readonly string[]): string {
  return parts.map((part) => part.replaceAll(/[^a-z0-9]+/g, '-')).join('-')
}
