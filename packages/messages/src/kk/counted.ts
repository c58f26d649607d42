/** A number with its Kazakh noun, never broken apart; the noun stays singular: `2 ұйым`. */
import { number } from '../format.ts'

export function counted(noun: string): (count: number) => string {
  return (count) => `${number('kk', count)}\u00a0${noun}`
}
