/** A number with its Russian noun, never broken apart: `2 организации`. */
import { number } from '../format.ts'
import { russian } from '../plural.ts'

export function counted(one: string, few: string, many: string): (count: number) => string {
  return (count) => `${number('ru', count)}\u00a0${russian(count, { one, few, many })}`
}
