/** Do two values that came out of YAML say the same, whatever the order of their keys? */
import { canonical, type Json } from '@kelisim/terms'

export function isSame(one: unknown, other: unknown): boolean {
  return canonicalOf(one) === canonicalOf(other)
}

function canonicalOf(value: unknown): string {
  const plain: Json = JSON.parse(JSON.stringify(value ?? null))
  return canonical(plain)
}
