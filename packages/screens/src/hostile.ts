/**
 * Makes every word of a view hostile, to show that words stay words (tests only).
 *
 * What a person or an outsider could have written is spoilt; states, codes and numbers are not, since
 * they come from closed lists. Addresses become script addresses.
 */
export const HOSTILE = `"><script>alert(1)</script><img src=x onerror='x'>`

const WORDS: ReadonlySet<string> = new Set([
  'kk',
  'ru',
  'en',
  'text',
  'masked',
  'name',
  'role',
  'person',
  'verbatim',
  'sha256',
  'reference',
  'number',
  'consent',
  'act',
  'id',
  'older',
  'next',
  'root',
  'command',
  'path',
  'table',
  'where',
  'value',
  'bin',
  'phone',
  'email',
  'officerEmail',
  'clause',
])
const ADDRESSES: ReadonlySet<string> = new Set(['href', 'recallHref', 'receiptHref', 'action'])

export function hostile<View>(view: View): View {
  // The one cast: the shape is kept, only words change.
  return spoil(view, '') as View
}

function spoil(part: unknown, key: string): unknown {
  if (typeof part === 'string') {
    if (ADDRESSES.has(key)) return `javascript:alert(1)//${HOSTILE}`
    return WORDS.has(key) && part !== '' ? part + HOSTILE : part
  }
  if (Array.isArray(part)) return part.map((member) => spoil(member, key))
  if (typeof part !== 'object' || part === null) return part
  return Object.fromEntries(
    Object.entries(part).map(([name, member]) => [name, spoil(member, name)]),
  )
}
