/**
 * Is this a value of the field's type, and how is it written once for all?
 *
 * Law: 94-V art. 7(10) (no copies of documents: details only), 12(1). Requirements: R-33, L-7, D-15.
 * Judges form only. A fault carries a code and, inside a document, the part; never the value.
 */
import type { Field } from '@kelisim/policy'
import {
  checkIban,
  checkIin,
  checkPersonName,
  canonical,
  isIsoDate,
  normaliseEmail,
  normalisePhone,
} from '@kelisim/terms'

export type Read =
  | { readonly value: string }
  | { readonly faults: readonly { readonly part: string; readonly code: string }[] }

export const DOCUMENT_PARTS = ['type', 'number', 'issuer', 'issued_on', 'valid_until'] as const
type DocumentPart = (typeof DOCUMENT_PARTS)[number]
const DOCUMENT_TYPES: readonly string[] = ['identity_card', 'passport', 'residence_permit']
/** Kept permissive: series and older forms differ. */
const DOCUMENT_NUMBER = /^[A-ZА-Я]{0,2}[0-9]{7,9}$/
const ISSUER_MAX = 100
const DOCUMENT_MAX = 1_000

const CONTROL = /\p{Cc}/u
/** A picture or a file pasted as text: data addresses and long runs without any space. */
const FILE = /data:[a-z]+\/|[A-Za-z0-9+/=_-]{120,}/i

export function readValue(field: Field, raw: unknown): Read {
  if (field.type === 'document') return readDocument(raw)
  if (typeof raw !== 'string') return fault('type')
  const text = raw.normalize('NFC').trim()
  if (text.length > field.maxLength) return fault('length')
  if (CONTROL.test(text)) return fault('format')
  return readText(field, text)
}

function readText(field: Field, text: string): Read {
  switch (field.type) {
    case 'name':
      return checked(checkPersonName(text))
    case 'date':
      return isIsoDate(text) ? { value: text } : fault('date')
    case 'iin': {
      const iin = checkIin(text)
      return iin.valid ? { value: text } : fault(iin.reason)
    }
    case 'phone': {
      const phone = normalisePhone(text)
      if (!phone.valid) return fault(phone.reason)
      return phone.kind === 'mobile' ? { value: phone.e164 } : fault('not_mobile')
    }
    case 'email':
      return checked(normaliseEmail(text))
    case 'iban':
      return checked(checkIban(text))
    case 'enum':
    case 'region':
    case 'text':
    case 'technical':
      return field.options === undefined ? readFreeText(text) : readOption(field.options, text)
    case 'document':
      return fault('type')
  }
}

function readOption(options: NonNullable<Field['options']>, text: string): Read {
  return Object.hasOwn(options, text) ? { value: text } : fault('option')
}

function readFreeText(text: string): Read {
  return FILE.test(text) ? fault('format') : { value: text }
}

/** The parts come as an object, or as the text this makes of them; kept as canonical JSON, one value as all are. */
function readDocument(raw: unknown): Read {
  const members = membersOf(typeof raw === 'string' ? parsed(raw) : raw)
  if (members === undefined) return fault('type')
  const value: Record<string, string> = {}
  const faults: { part: string; code: string }[] = []
  for (const [name, part] of Object.entries(members)) {
    const known = DOCUMENT_PARTS.find((candidate) => candidate === name)
    if (known === undefined) faults.push({ part: '/?', code: 'unknown_field' })
    else {
      const text = typeof part === 'string' ? part.normalize('NFC').trim() : undefined
      const code = text === undefined ? 'type' : partFault(known, text)
      if (text === undefined || code !== undefined) {
        faults.push({ part: `/${known}`, code: code ?? 'type' })
      } else value[known] = text
    }
  }
  for (const part of DOCUMENT_PARTS) {
    if (!Object.hasOwn(members, part)) faults.push({ part: `/${part}`, code: 'required' })
  }
  return faults.length > 0 ? { faults } : { value: canonical(value) }
}

function membersOf(raw: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof raw !== 'object' || raw === null || Array.isArray(raw) ? undefined : { ...raw }
}

function parsed(text: string): unknown {
  if (text.length > DOCUMENT_MAX) return undefined
  try {
    return JSON.parse(text)
  } catch {
    // A text that is no JSON is a fault of form, told by the caller.
    return undefined
  }
}

function partFault(part: DocumentPart, text: string): string | undefined {
  switch (part) {
    case 'type':
      return DOCUMENT_TYPES.includes(text) ? undefined : 'option'
    case 'number':
      return DOCUMENT_NUMBER.test(text) ? undefined : 'format'
    case 'issuer':
      if (text.length > ISSUER_MAX) return 'length'
      return text === '' || CONTROL.test(text) || FILE.test(text) ? 'format' : undefined
    case 'issued_on':
    case 'valid_until':
      return isIsoDate(text) ? undefined : 'date'
  }
}

function checked(
  found:
    | { readonly valid: true; readonly value: string }
    | { readonly valid: false; readonly reason: string },
): Read {
  return found.valid ? { value: found.value } : fault(found.reason)
}

function fault(code: string): Read {
  return { faults: [{ part: '', code }] }
}
