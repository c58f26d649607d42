/**
 * Who is a decoy? Somebody who cannot exist, made like the synthetic people of the demo (decision 0013).
 *
 * An IIN that is never issued and a phone that nobody has: no real person is ever mistaken for one. Numbers are far
 * from those of the demo's own people. Requirement: R-82.
 */
import type { Invented } from '@kelisim/work'
import { syntheticPerson } from './demo/people.ts'

/** The last thousand of the block of example phones. */
const FIRST = 9_000
const BLOCK = 1_000
const INCOMES = ['100k-200k', '200k-300k', '300k-500k']

export function decoyPerson(number: number): Invented {
  const ordinal = FIRST + (number % BLOCK)
  const year = 1966 + (number % 39)
  const month = String(1 + (Math.floor(number / 7) % 12)).padStart(2, '0')
  const day = String(1 + (Math.floor(number / 101) % 28)).padStart(2, '0')
  const person = syntheticPerson(ordinal, `${year}-${month}-${day}`)
  if (person === undefined) throw new Error('no such invented person')
  return { ...person, values: { ...person.values, income: INCOMES[number % INCOMES.length] ?? '' } }
}
