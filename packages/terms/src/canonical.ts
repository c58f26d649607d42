/**
 * Canonical JSON: one byte sequence for one value, so that it can be hashed and signed.
 *
 * Members in order of UTF-16 code units, no white space, numbers as ECMAScript writes them.
 * Source: RFC 8785. Refuses what JSON cannot say (undefined members are left out, as JSON.stringify does).
 */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [name: string]: Json | undefined }

export function canonical(value: Json): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error('canonical JSON has no NaN and no infinity')
    return JSON.stringify(value)
  }
  return isList(value) ? canonicalList(value) : canonicalObject(value)
}

// Texts grow by addition: every entry and every row of the database comes through here.
function canonicalList(list: readonly Json[]): string {
  // Of texts alone JSON.stringify says the same, several times as fast.
  if (list.every((item) => typeof item === 'string')) return JSON.stringify(list)
  let text = ''
  for (const item of list) text += text === '' ? canonical(item) : `,${canonical(item)}`
  return `[${text}]`
}

function canonicalObject(value: { readonly [name: string]: Json | undefined }): string {
  let text = ''
  for (const name of Object.keys(value).sort()) {
    const member = value[name]
    if (member === undefined) continue
    text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${canonical(member)}`
  }
  return `{${text}}`
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value)
}
