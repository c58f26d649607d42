/**
 * Which named schemas of the document does nothing point to, and which name can be plainer?
 *
 * Each schema is named twice, as it comes in (`…Input`) and as it goes out; most are used one way
 * only. What no route reaches is left out, and what only comes in takes the plain name.
 */
const REF = '#/components/schemas/'
const COMES_IN = /Input$/

type Members = Readonly<Record<string, unknown>>

export function withoutUnused<T extends object>(document: T): T {
  const { components, ...rest } = membersOf(document)
  const { schemas, ...others } = membersOf(components)
  const named = membersOf(schemas)
  const used = reached([rest, others], named)
  const plain = (name: string) => {
    const shorter = name.replace(COMES_IN, '')
    return used.has(shorter) ? name : shorter
  }
  const kept = Object.entries(named)
    .filter(([name]) => used.has(name))
    .map(([name, schema]): [string, unknown] => [plain(name), renamed(schema, plain)])
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  const paths = renamed(membersOf(document)['paths'], plain)
  return { ...document, paths, components: { ...others, schemas: Object.fromEntries(kept) } }
}

function reached(from: unknown, named: Members): ReadonlySet<string> {
  const used = new Set<string>()
  const waiting = namesIn(from)
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (used.has(name)) continue
    used.add(name)
    waiting.push(...namesIn(named[name]))
  }
  return used
}

function namesIn(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(namesIn)
  return Object.entries(membersOf(part)).flatMap(([name, member]) =>
    isRef(name, member) ? [member.slice(REF.length)] : namesIn(member),
  )
}

function renamed(part: unknown, plain: (name: string) => string): unknown {
  if (Array.isArray(part)) return part.map((member) => renamed(member, plain))
  if (typeof part !== 'object' || part === null) return part
  return Object.fromEntries(
    Object.entries(part).map(([name, member]) => [
      name,
      isRef(name, member) ? REF + plain(member.slice(REF.length)) : renamed(member, plain),
    ]),
  )
}

function isRef(name: string, member: unknown): member is string {
  return name === '$ref' && typeof member === 'string' && member.startsWith(REF)
}

function membersOf(part: unknown): Members {
  return typeof part === 'object' && part !== null ? { ...part } : {}
}
