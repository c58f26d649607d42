/**
 * The house that crash tests open, from inside a worker and from outside after it: one data folder with a
 * durable PostgreSQL of its own, and people that anybody can make from a number.
 */
import { type Environment, type SyntheticPerson, syntheticPerson } from '@kelisim/house'

export function environmentOf(dataFolder: string): Environment {
  return {
    mode: 'demo',
    port: 0,
    host: '127.0.0.1',
    dataFolder,
    policyFolder: new URL('../../policy/proleads', import.meta.url).pathname,
    databaseUrl: undefined,
    publicUrl: undefined,
    passphrase: undefined,
    lendersFile: undefined,
    sms: 'outbox',
    smsLogin: undefined,
    smsSecret: undefined,
    demoPeople: 0,
  }
}

/** Adults; every ordinal has a birth date of its own, so no two can share an IIN. */
export function personOf(ordinal: number): SyntheticPerson {
  const year = 1960 + (ordinal % 40)
  const month = String(1 + (Math.floor(ordinal / 40) % 12)).padStart(2, '0')
  const day = String(1 + (Math.floor(ordinal / 480) % 28)).padStart(2, '0')
  const person = syntheticPerson(ordinal, `${year}-${month}-${day}`)
  if (person === undefined) throw new Error('no such synthetic person')
  return person
}

/** Highest ordinal plus one: the block of synthetic phones. */
export const PEOPLE_MAX = 10_000
