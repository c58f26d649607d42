import type { Texts } from '@kelisim/terms'
export function remedyOf(_code: string): Texts | undefined {
  return undefined
}
