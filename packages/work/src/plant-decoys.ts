/**
 * Invented people among the real ones: nobody has a reason to open one, so whoever does is found out at once.
 *
 * Which they are stands nowhere. Ordinal, key and a keyed hash give the person, the phone gives the subject by its blind
 * index, and the subject's key gives the handle that the watch looks for; without the key file nobody can tell
 * them from others. They come in by the use case of everybody, one by one at hours that follow from the same
 * hash, and take their application back before any organisation is asked: what stays is an application
 * without an organisation, which no honest work leads to. They end with their term like everybody; they stand in lists, counts
 * and backups like everybody, because whatever left them out would name them.
 *
 * Law: 94-V art. 22(1)(2). Requirement: R-82. Decision 0075. Sends nothing to anybody.
 */
import { fieldOfType, mainPurpose } from '@kelisim/policy'
import {
  APPLICATION,
  DECOY_ORDER,
  findByIdentity,
  know,
  load,
  type Known,
  type Stored,
  type Unit,
} from '@kelisim/store'
import { DAY, HOUR, MINUTE } from '@kelisim/terms'
import { handleOf, secretHash } from '@kelisim/vault'
import { vouchFor } from './confirm-phone.ts'
import { type Answer, invalid, type Means } from './means.ts'
import type { StaffMember } from './sign-in.ts'
import { submitApplication } from './submit-application.ts'
import { unlessSupervisor } from './supervise.ts'
import { withdrawConsent } from './withdraw-consent.ts'

/** In one order, and standing at all: each costs two readings when they are looked for. */
export const ORDER_MAX = 20
const ALL_MAX = 100
const SPREAD_MS = DAY
/** Nobody is asked before this; long before, the application is taken back. */
const WAIT_MS = 12 * HOUR
const TAKEN_BACK_MS_MIN = 4 * MINUTE
const TAKEN_BACK_MS_MAX = 50 * MINUTE
const KEPT_MS = MINUTE

export interface Invented {
  readonly phone: string
  readonly values: Readonly<Record<string, string>>
}
/** A person who cannot exist, for a number that a keyed hash gives (0 … 2³²−1); the same number, the same person. */
export type Invent = (number: number) => Invented

export async function orderDecoys(
  means: Means,
  officer: StaffMember,
  amount: number,
): Promise<Answer<object>> {
  const refused = await unlessSupervisor(means, officer, 'decoys_ordered')
  if (refused !== undefined) return refused
  if (!Number.isInteger(amount) || amount < 1 || amount > ORDER_MAX)
    return invalid('/count', 'range')
  return await means.store.transaction(async (unit): Promise<Answer<object>> => {
    const orders = await load(unit.client, DECOY_ORDER, 'true', [])
    const first = ordered(orders)
    if (first + amount > ALL_MAX) return invalid('/count', 'range')
    const by = `${officer.role}:${officer.id}`
    const row = {
      order_id: String(unit.newId()),
      first,
      amount,
      ordered_by: by,
      ordered_at: unit.at,
    }
    unit.put(DECOY_ORDER, row)
    const actor = { role: officer.role, id: officer.id }
    unit.record({ kind: 'decoys_ordered', actor, detail: { amount } })
    return { effect: 'done' }
  })
}

function ordered(orders: readonly Stored<typeof DECOY_ORDER>[]): number {
  return orders.reduce((all, { amount }) => all + amount, 0)
}

interface Standing {
  readonly known: Known
  readonly handle: string
}

export class Decoys {
  readonly #means: Means
  readonly #invent: Invent
  #handles: ReadonlySet<string> = new Set()
  #until = 0

  constructor(means: Means, invent: Invent) {
    this.#means = means
    this.#invent = invent
  }

  /** Handles of those that stand; read anew after a minute, or after planting. */
  async handles(): Promise<ReadonlySet<string>> {
    if (this.#until > this.#means.now()) return this.#handles
    const standing = await this.#standing()
    this.#handles = new Set([...standing.values()].map(({ handle }) => handle))
    this.#until = this.#means.now() + KEPT_MS
    return this.#handles
  }

  /** For the officer: how many stand of those ordered. Which, nobody is told. */
  async count(): Promise<{ readonly planted: number; readonly ordered: number }> {
    const orders = await load(this.#means.store.pool, DECOY_ORDER, 'true', [])
    const standing = await this.#standing()
    const planted = new Set([...standing.values()].map(({ handle }) => handle)).size
    return { planted, ordered: ordered(orders) }
  }

  /** Plants who is due and takes back whose time has come; part of the rounds. Safe to repeat. */
  async tend(trouble: (what: string, error: unknown) => void): Promise<void> {
    const orders = await load(this.#means.store.pool, DECOY_ORDER, 'true order by first', [])
    if (orders.length === 0) return
    const standing = await this.#standing()
    const now = this.#means.now()
    for (const { first, amount, ordered_at: at } of orders) {
      for (let ordinal = first; ordinal < first + amount; ordinal++) {
        const here = standing.get(ordinal)
        const isDue =
          at + this.#share(ordinal, 'comes') * SPREAD_MS <= now && now < at + 2 * SPREAD_MS
        // One that the policy does not take in must not keep the others out.
        try {
          if (here !== undefined) await this.#takeBack(ordinal, here)
          else if (isDue) await this.#plant(ordinal)
        } catch (error) {
          trouble('decoys', error)
        }
      }
    }
  }

  async #plant(ordinal: number): Promise<void> {
    const means = this.#means
    const { phone, values } = this.#invent(this.#number(ordinal, 'who'))
    const language = this.#share(ordinal, 'language') < 0.5 ? 'kk' : 'ru'
    const lenders = means.policy.recipients.filter((one) => one.kind === 'mfo')
    const recipient =
      lenders[this.#number(ordinal, 'recipient') % Math.max(1, lenders.length)]?.id ?? ''
    const controls = [mainPurpose(means.policy).id, `recipient:${recipient}`]
    const ticked = means
      .consentTexts(language)
      .filter((text) => controls.includes(text.control))
      .map((text) => ({ control: text.control, textSha256: text.sha256 }))
    const submission = {
      phoneToken: vouchFor(means, phone).token,
      amountTenge: 30_000 + (this.#number(ordinal, 'amount') % 20) * 5_000,
      termDays: 10 + (this.#number(ordinal, 'days') % 20),
      values,
      ticked,
      recipients: [recipient],
      language,
      source: 'site',
    } as const
    const key = Buffer.from(means.random(16)).toString('hex')
    const answer = await submitApplication(means, submission, key, WAIT_MS)
    this.#until = 0
    if (answer.effect === 'done') return
    // Neither code nor fault names a value: a decoy that the policy does not take in is the operator's to know.
    throw new Error(
      `a decoy was not taken in: ${answer.effect === 'refuse' ? answer.code : 'faults'}`,
    )
  }

  async #takeBack(ordinal: number, { known }: Standing): Promise<void> {
    const subject = known.facts.subject
    const where = 'subject_id = $1 order by submitted_at desc limit 1'
    const [application] = await load(this.#means.store.pool, APPLICATION, where, [subject])
    const spread = TAKEN_BACK_MS_MAX - TAKEN_BACK_MS_MIN
    const after = TAKEN_BACK_MS_MIN + this.#share(ordinal, 'goes') * spread
    if (application === undefined || this.#means.now() < application.submitted_at + after) return
    const given = known.consents.filter(
      (one) => one.recipient !== undefined && one.withdrawn_at === undefined,
    )
    for (const { consent_id: id } of given) await withdrawConsent(this.#means, subject, id)
  }

  async #standing(): Promise<ReadonlyMap<number, Standing>> {
    const { store } = this.#means
    const orders = await load(store.pool, DECOY_ORDER, 'true', [])
    const all = ordered(orders)
    if (all === 0) return new Map()
    return await store.transaction(async (unit) => {
      const found = new Map<number, Standing>()
      for (let ordinal = 0; ordinal < all; ordinal++) {
        const here = await this.#find(unit, ordinal)
        if (here !== undefined) found.set(ordinal, here)
      }
      return found
    })
  }

  async #find(unit: Unit, ordinal: number): Promise<Standing | undefined> {
    if (fieldOfType(this.#means.policy, 'phone') === undefined) return undefined
    const { phone } = this.#invent(this.#number(ordinal, 'who'))
    const { phone: subject } = await findByIdentity(this.#means.store, unit, { phone })
    const known = subject && (await know(this.#means.store, unit, subject, 'use'))
    return known?.key === undefined ? undefined : { known, handle: handleOf(known.key) }
  }

  #number(ordinal: number, what: string): number {
    const { keyring } = this.#means.store.keys
    return Buffer.from(secretHash(keyring, 'decoy', `${what}/${ordinal}`)).readUInt32BE(0)
  }

  /** From 0 up to 1. */
  #share(ordinal: number, what: string): number {
    return this.#number(ordinal, what) / 2 ** 32
  }
}
