/**
 * Every question of a policy, and the worlds to ask them in. For tests only.
 *
 * The space: role × operation × purpose × field × addressee (none, recipients, channels, an unknown of each)
 * × worlds (state of the subject × consent to the purpose × consent to the addressee × obligation ×
 * suspension of recipients × of purposes). Serves I8 and I9: nothing outside what is written here can be asked of one field.
 */
import { compileTables, type Policy, type Tables } from '@kelisim/policy'
import {
  type ConsentId,
  DAY,
  later,
  moment,
  OPERATIONS,
  recordId,
  type SubjectId,
  subjectId,
} from '@kelisim/terms'
import { type InternedFacts, type InternedQuestion, internFacts, internQuestion } from './intern.ts'
import type { ConsentFact, Facts, Question } from './question.ts'

/** 2026-11-22T09:00:00Z */
export const SPACE_AT = moment(1_795_338_000_000)
const AT = SPACE_AT
const SUBJECT: SubjectId = subjectId(new Uint8Array(16))

function questions(policy: Policy): Question[] {
  const purposes = [...policy.purposes.map(({ id }) => id), 'gossip']
  const fields = [...policy.fields.map(({ id }) => [id]), [], ['shoe_size']]
  const channels = [...new Set(policy.purposes.flatMap((one) => one.channels)), 'pigeon']
  const addressees = [
    {},
    ...[...policy.recipients.map(({ id }) => id), 'nowhere'].map((recipient) => ({ recipient })),
    ...channels.map((channel) => ({ channel })),
  ]
  const all: Question[] = []
  for (const role of [...policy.roles.map(({ id }) => id), 'nobody']) {
    for (const operation of [...OPERATIONS, 'copy']) {
      for (const purpose of purposes) {
        for (const asked of fields) {
          for (const to of addressees) {
            all.push({
              role,
              operation,
              purpose,
              fields: asked,
              at: AT,
              policy: policy.hash,
              ...to,
            })
          }
        }
      }
    }
  }
  return all
}

type Life = 'none' | 'live' | 'half' | 'withdrawn' | 'expired' | 'tomorrow'
const BASES: readonly Life[] = ['none', 'live', 'half', 'withdrawn', 'expired', 'tomorrow']
const ADDRESSED: readonly Life[] = ['none', 'live', 'half', 'withdrawn', 'expired']

function worlds(policy: Policy): Facts[] {
  const all: Facts[] = []
  for (const state of ['live', 'blocked', 'restricted', 'destroyed'] as const) {
    for (const base of BASES) {
      for (const addressed of ADDRESSED) {
        for (const obliged of [false, true]) {
          for (const suspended of [false, true]) {
            for (const stopped of [false, true]) {
              all.push({
                subject: SUBJECT,
                state,
                subjectCategories: suspended
                  ? ['client']
                  : policy.subjectCategories.slice(0, 1).map(({ id }) => id),
                consents: policy.purposes.flatMap(({ id, channels }) => [
                  ...ticks(policy, base, id, {}),
                  ...policy.recipients.flatMap((one) =>
                    ticks(policy, addressed, id, { recipient: one.id }),
                  ),
                  ...channels.flatMap((channel) => ticks(policy, addressed, id, { channel })),
                ]),
                suspendedRecipients: suspended ? policy.recipients.map(({ id }) => id) : [],
                suspendedPurposes: stopped ? everySecond(policy, suspended ? 1 : 0) : [],
                obligations: obliged ? policy.purposes.map(({ id }) => id) : [],
              })
            }
          }
        }
      }
    }
  }
  return all
}

/** One half of the purposes in some worlds, the other half in others: one stopped never stops its neighbour. */
function everySecond(policy: Policy, from: number): readonly string[] {
  return policy.purposes.map(({ id }) => id).filter((_, index) => index % 2 === from)
}

function ticks(
  policy: Policy,
  life: Life,
  purpose: string,
  to: { recipient?: string; channel?: string },
): ConsentFact[] {
  if (life === 'none') return []
  const fields = policy.fields.map(({ id }) => id)
  return [
    {
      id: recordId<ConsentId>(0, new TextEncoder().encode(purpose.padEnd(10))),
      purpose,
      // `half`: every second field and every second operation, so that both are really looked at.
      operations: OPERATIONS.filter((_, index) => life !== 'half' || index % 2 === 0),
      fields: fields.filter((_, index) => life !== 'half' || index % 2 === 0),
      grantedAt: life === 'tomorrow' ? later(AT, DAY) : later(AT, -2 * DAY),
      expiresAt: life === 'expired' ? AT : later(AT, 9 * DAY),
      ...(life === 'withdrawn' ? { withdrawnAt: later(AT, -1) } : {}),
      ...to,
    },
  ]
}

/** Where a world stands in the product of its parameters; two worlds with the same one share those facts. */
export interface WorldPlace {
  readonly state: number
  /** Both consents: to the purpose and to the addressee. */
  readonly consents: number
  readonly obligations: number
  /** Suspension of recipients and the subject's category change together. */
  readonly suspended: number
  /** No purpose is suspended, every second one, or the others. */
  readonly stopped: number
}

/** Of the world with this number, in the order of `known`. */
export function placeOfWorld(world: number): WorldPlace {
  const consents = BASES.length * ADDRESSED.length
  const suspended = Math.floor(world / 2) % 2
  return {
    state: Math.floor(world / (consents * 8)),
    consents: Math.floor(world / 8) % consents,
    obligations: Math.floor(world / 4) % 2,
    suspended,
    stopped: (world % 2) * (1 + suspended),
  }
}

export interface Space {
  readonly policy: Policy
  readonly asked: readonly { readonly words: Question; readonly numbers: InternedQuestion }[]
  readonly known: readonly { readonly words: Facts; readonly numbers: InternedFacts }[]
  readonly tables: Tables
}

export function spaceOf(policy: Policy): Space {
  const tables = compileTables(policy)
  return {
    policy,
    tables,
    asked: questions(policy).map((words) => ({ words, numbers: internQuestion(tables, words) })),
    known: worlds(policy).map((words) => ({ words, numbers: internFacts(tables, words) })),
  }
}

/** Pairs of the space, evenly: every question at least once, and every world, whatever the count. */
export function* pairs(space: Space, count: number): Generator<readonly [number, number]> {
  const { asked, known } = space
  const total = asked.length * known.length
  // A step that shares no factor with either side walks over all of both before it repeats.
  let step = Math.max(1, Math.floor(total / count))
  while (gcd(step, asked.length) !== 1 || gcd(step, known.length) !== 1) step++
  for (let at = 0, done = 0; done < Math.min(count, total); at = (at + step) % total, done++) {
    yield [at % asked.length, Math.floor(at / asked.length)]
  }
}

function gcd(one: number, other: number): number {
  return other === 0 ? one : gcd(other, one % other)
}
