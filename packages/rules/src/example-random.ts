/**
 * Policies that nobody wrote: small, valid, from a seed. For tests only.
 *
 * 2 to 5 purposes (consent or statute, with channels, for clients only, depersonalised only), 3 to 8 fields (on, off,
 * special), 1 to 3 recipients (no agreement, not yet, over, abroad), 2 to 3 roles with grants of any operations but
 * distribution, and ticks with gaps: a purpose may lack the tick that its ground wants. What the checker refuses to
 * publish (texts, clauses, terms) is taken from the example and decides nothing. Serves I8, I9.
 */
import type { Agreement, ConsentControl, Policy } from '@kelisim/policy'
import { OPERATIONS } from '@kelisim/terms'
import { EXAMPLE } from './example-policy.ts'

const CHANNELS = ['sms', 'email']
const TRANSFERS = ['transfer', 'provide', 'give_access'] as const
const GRANTABLE = OPERATIONS.filter((operation) => operation !== 'distribute')

type Part<Key extends 'purposes' | 'fields' | 'roles' | 'recipients'> = Policy[Key][number]

export function randomPolicy(seed: number): Policy {
  const chance = new Chance(seed)
  const purposes = chance.several(2, 5, (at) => purpose(chance, at))
  const fields = chance.several(3, 8, (at) => field(chance, at, purposes))
  const recipients = chance.several(1, 3, (at) => recipient(chance, at, purposes, fields))
  const roles = chance.several(2, 3, (at) => role(chance, at, purposes, fields))
  const hash = seed.toString(16).padStart(64, '0')
  const controls = purposes.flatMap((one) => controlsOf(chance, one))
  return { ...EXAMPLE, hash, purposes, fields, roles, recipients, controls }
}

function purpose(chance: Chance, at: number): Part<'purposes'> {
  const [base] = EXAMPLE.purposes
  if (base === undefined) throw new Error('the example has no purpose')
  const statute = chance.oneIn(4)
  const depersonalisedOnly = chance.oneIn(6)
  return {
    ...base,
    id: `purpose_${at}`,
    letter: at === 0 && statute ? 'R' : String.fromCharCode(65 + at),
    clause: `2.1(${at})`,
    ground: statute ? 'statute' : 'consent',
    consentDays: statute ? 0 : 30,
    channels: chance.oneIn(2) ? [] : chance.some(CHANNELS),
    depersonalisedOnly,
    clientsOnly: chance.oneIn(6),
    onEnd: depersonalisedOnly ? 'depersonalise' : 'destroy',
  }
}

function field(chance: Chance, at: number, purposes: readonly Part<'purposes'>[]): Part<'fields'> {
  const [base] = EXAMPLE.fields
  if (base === undefined) throw new Error('the example has no field')
  const special = chance.oneIn(10)
  const serves = chance.some(purposes).map(({ id }) => id)
  return {
    ...base,
    id: `field_${at}`,
    class: special ? 'S' : 'N',
    default: special || chance.oneIn(8) ? 'off' : 'on',
    purposes: special ? [] : serves,
  }
}

function role(
  chance: Chance,
  at: number,
  purposes: readonly Part<'purposes'>[],
  fields: readonly Part<'fields'>[],
): Part<'roles'> {
  const [base] = EXAMPLE.roles
  if (base === undefined) throw new Error('the example has no role')
  const grants = chance.several(1, 4, () => {
    const of = chance.one(purposes)
    const open = fields.filter((one) => one.default !== 'off' && one.purposes.includes(of.id))
    return {
      purpose: of.id,
      operations: chance.some(GRANTABLE),
      fields: chance.oneIn(2) ? ['*'] : chance.some(open).map(({ id }) => id),
    }
  })
  return { ...base, id: `role_${at}`, clause: `7.${at}`, grants }
}

function recipient(
  chance: Chance,
  at: number,
  purposes: readonly Part<'purposes'>[],
  fields: readonly Part<'fields'>[],
): Part<'recipients'> {
  const base = EXAMPLE.recipients.find(({ agreement }) => agreement !== undefined)
  if (base?.agreement === undefined) throw new Error('the example has no agreement')
  const { agreement, ...rest } = base
  const own = { ...rest, id: `recipient_${at}` }
  if (chance.oneIn(5)) return own
  const dates = chance.one([
    ['2026-01-02', '2026-12-31'],
    ['2026-01-02', '2026-12-31'],
    ['2026-01-02', '2026-12-31'],
    ['2026-01-02', '2026-06-30'],
    ['2026-12-01', '2026-12-31'],
  ] as const)
  const terms: Agreement = {
    ...agreement,
    validFrom: dates[0],
    validTo: dates[1],
    operations: chance.some(TRANSFERS),
    purposes: chance.some(purposes).map(({ id }) => id),
    fields: chance.some(fields).map(({ id }) => id),
    storageCountry: chance.oneIn(6) ? 'DE' : 'KZ',
  }
  return { ...own, agreement: terms }
}

function controlsOf(chance: Chance, purpose: Part<'purposes'>): readonly ConsentControl[] {
  if (purpose.ground === 'statute') return []
  const { id } = purpose
  const operations = chance.some(GRANTABLE)
  const controls: ConsentControl[] = []
  if (!chance.oneIn(3)) {
    controls.push({ kind: 'processing', purpose: id, requiredToApply: true, operations })
  }
  for (const channel of purpose.channels) {
    controls.push({ kind: 'channel', purpose: id, channel, operations })
  }
  return controls
}

/** A sequence of numbers that a seed fixes (mulberry32). */
class Chance {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }

  oneIn(count: number): boolean {
    return this.below(count) === 0
  }

  one<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)]
    if (item === undefined) throw new Error('nothing to choose from')
    return item
  }

  /** Each with an even chance, at least one where there is one. */
  some<Item>(items: readonly Item[]): Item[] {
    const chosen = items.filter(() => this.oneIn(2))
    return chosen.length > 0 || items.length === 0 ? chosen : [this.one(items)]
  }

  several<Item>(least: number, most: number, make: (at: number) => Item): Item[] {
    const count = least + this.below(most - least + 1)
    return Array.from({ length: count }, (_, at) => make(at))
  }
}
