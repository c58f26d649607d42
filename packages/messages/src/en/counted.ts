/** A number with its English noun, never broken apart: `2 organisations`. */
import { number } from '../format.ts'
import { english } from '../plural.ts'

export function counted(one: string, other: string): (count: number) => string {
  return (count) => `${number('en', count)}\u00a0${english(count, { one, other })}`
}
