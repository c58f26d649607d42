/**
 * Clients over HTTP that behave as clients should, and their own list of what they were told.
 *
 * A call without an answer, or answered 5xx, is made again with the same key. Some calls are made twice at
 * once; some people apply again, take a consent back, or have everything destroyed. A person who is being
 * destroyed does nothing else, and none of the others does anything in their name afterwards.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { between, type Chance } from '../chance.ts'
import { PEOPLE_MAX, personOf } from '../house-of-crashes.ts'
import { ApiClient, type Said } from './api-client.ts'

const CLIENTS = 6
const PAUSE_MS_MAX = 150
/** A client that was told to wait, or met a server that was not there. */
const AGAIN_MS = 400
const APPLICATIONS_EACH_MAX = 4

interface Applying {
  readonly kind: 'apply'
  readonly ordinal: number
  readonly key: string
  readonly amount: number
  readonly recipients: readonly string[]
}
interface Withdrawing {
  readonly kind: 'withdraw'
  readonly ordinal: number
  readonly key: string
  readonly consent: string
}
interface Destroying {
  readonly kind: 'destroy'
  readonly ordinal: number
  readonly key: string
}
type Job = Applying | Withdrawing | Destroying

interface Taken {
  readonly ordinal: number
  readonly number: string
}

/** What the clients know of one person. */
class Person {
  phoneToken: string | undefined
  session: string | undefined
  /** Consents that stand, as far as the client was told. */
  consents: string[] = []
  applications = 0
  pending = 0
  isEnding = false
}

export class HttpLoad {
  /** Key → what was acknowledged. */
  readonly acknowledged = new Map<string, Taken>()
  readonly withdrawn = new Set<string>()
  /** Ordinals of people whose destruction was acknowledged. */
  readonly destroyed = new Set<number>()
  readonly refusals = new Map<string, number>()
  readonly faults: string[] = []
  readonly figures = { calls: 0, unanswered: 0, failed: 0, repeated: 0, inDoubt: 0 }
  readonly #chance: Chance
  readonly #url: string
  readonly #lenders: readonly string[]
  readonly #people = new Map<number, Person>()
  readonly #again: { readonly job: Job; readonly notBefore: number }[] = []
  #controls: ReadonlyMap<string, string> = new Map()
  #keys = 0
  #destroyNext = 0
  #destroying = 0

  constructor(chance: Chance, url: string, lenders: readonly string[]) {
    this.#chance = chance
    this.#url = url
    this.#lenders = lenders
  }

  async readTexts(): Promise<void> {
    const said = await new ApiClient(this.#url, '127.0.0.2').call('GET', '/v1/consents?language=kk')
    if (said.kind !== 'done') throw new Error('no consent texts')
    const texts = said.body['data'] as readonly { control: string; sha256: string }[]
    this.#controls = new Map(texts.map((text) => [text.control, text.sha256]))
  }

  /** Calls until the promise settles. */
  async press(until: Promise<unknown>): Promise<void> {
    let isOver = false
    const stop = () => {
      isOver = true
    }
    void until.then(stop, stop)
    const client = async (number: number) => {
      const api = new ApiClient(this.#url, `127.0.0.${10 + number}`)
      while (!isOver) {
        await this.#step(api)
        await sleep(between(this.#chance, 0, PAUSE_MS_MAX))
      }
    }
    await Promise.all(Array.from({ length: CLIENTS }, async (_, number) => await client(number)))
  }

  /** The next jobs end so many people: a kill then meets destructions under way. */
  endSome(count: number): void {
    this.#destroyNext += count
  }

  /** Resolves when a destruction is on its way, or when none came in time. */
  async destroying(msMax: number): Promise<void> {
    const until = performance.now() + msMax
    while (this.#destroying === 0 && performance.now() < until) await sleep(1)
  }

  /** Nothing new: repeats what has no answer yet until everything has one. */
  async finish(msMax: number): Promise<void> {
    const api = new ApiClient(this.#url, '127.0.0.3')
    const until = performance.now() + msMax
    while (this.#again.length > 0 && performance.now() < until) {
      const next = this.#takeAgain()
      if (next === undefined) await sleep(50)
      else await this.#do(api, next)
    }
    if (this.#again.length > 0) {
      const kinds = this.#again.map(({ job }) => job.kind).join(', ')
      this.faults.push(`${this.#again.length} calls never got an answer: ${kinds}`)
    }
  }

  async #step(api: ApiClient): Promise<void> {
    const again = this.#takeAgain()
    if (again !== undefined) this.figures.repeated += 1
    const job = again ?? this.#newJob()
    const isDouble = again === undefined && job.kind === 'apply' && this.#chance() < 0.1
    if (isDouble) this.#person(job.ordinal).pending += 1
    await Promise.all([this.#do(api, job), ...(isDouble ? [this.#do(api, job)] : [])])
  }

  #takeAgain(): Job | undefined {
    const place = this.#again.findIndex(({ notBefore }) => notBefore <= performance.now())
    return place < 0 ? undefined : this.#again.splice(place, 1)[0]?.job
  }

  async #do(api: ApiClient, job: Job): Promise<void> {
    this.figures.calls += 1
    const said = await this.#ask(api, job)
    if (said === 'again') this.#later(job)
    else if (said.kind === 'silent') {
      this.figures.unanswered += 1
      this.#later(job)
    } else if (said.kind === 'failed') {
      this.figures.failed += 1
      this.#note(`${said.status} ${said.code} to ${job.kind}`)
      if (said.status === 500) this.faults.push(`a ${job.kind} was answered 500: a defect`)
      this.#later(job)
    } else if (said.kind === 'refused') {
      this.#note(`${said.status} ${said.code} to ${job.kind}`)
      if (said.code === 'idempotency_key_busy' || said.status === 429) this.#later(job)
      else this.#over(job)
    } else {
      this.#acknowledge(job, said.body)
      this.#over(job)
    }
  }

  /** What the call came to; `again` when it could not even be made yet. */
  async #ask(api: ApiClient, job: Job): Promise<Said | 'again'> {
    const person = this.#person(job.ordinal)
    if (person.phoneToken === undefined) {
      const confirmed = await api.confirm(personOf(job.ordinal))
      // One code at a time for a phone: a client that met another one's code tries again.
      if (confirmed.kind !== 'done') return this.#noted(confirmed, 'confirm')
      person.phoneToken = String(confirmed.body['phone_token'])
    }
    if (job.kind === 'apply') return await this.#apply(api, job, person)
    if (person.session === undefined) {
      const body = { phone_token: person.phoneToken }
      const opened = await api.call('POST', '/v1/sessions', { body })
      if (opened.kind === 'refused') return this.#withoutSession(opened, job, person)
      if (opened.kind !== 'done') return this.#noted(opened, 'session')
      person.session = String(opened.body['token'])
    }
    const path =
      job.kind === 'withdraw' ? `/v1/me/consents/${job.consent}/withdraw` : '/v1/me/destroy'
    const call = { token: person.session, key: job.key }
    const isEnd = job.kind === 'destroy'
    if (isEnd) this.#destroying += 1
    const said = await api.call('POST', path, call)
    if (isEnd) this.#destroying -= 1
    if (said.kind === 'refused' && said.status === 401) {
      person.session = undefined
      return 'again'
    }
    return said
  }

  /** Nobody by that phone: after a destruction without an answer that is the answer. */
  #withoutSession(opened: Said & { kind: 'refused' }, job: Job, person: Person): Said | 'again' {
    if (opened.code === 'not_found' && job.kind === 'destroy') {
      this.figures.inDoubt += 1
      return { kind: 'done', status: 200, body: {} }
    }
    if (opened.code === 'code_expired') person.phoneToken = undefined
    return opened.code === 'code_expired' ? 'again' : opened
  }

  async #apply(api: ApiClient, job: Applying, person: Person): Promise<Said | 'again'> {
    const controls = ['contract', ...job.recipients.map((id) => `recipient:${id}`)]
    const said = await api.call('POST', '/v1/applications', {
      key: job.key,
      body: {
        phone_token: person.phoneToken,
        amount: job.amount,
        term_days: 30,
        language: 'kk',
        values: { ...personOf(job.ordinal).values, income: '200k-300k' },
        consents: controls.map((control) => ({
          control,
          text_sha256: this.#controls.get(control),
        })),
        recipients: job.recipients,
      },
    })
    if (said.kind === 'refused' && said.code === 'draft_expired') {
      person.phoneToken = undefined
      return 'again'
    }
    return said
  }

  #noted(said: Said, what: string): 'again' {
    if (said.kind === 'failed' || said.kind === 'refused') {
      this.#note(`${said.status} ${said.code} to ${what}`)
    }
    return 'again'
  }

  #later(job: Job): void {
    this.#again.push({ job, notBefore: performance.now() + AGAIN_MS })
  }

  #over(job: Job): void {
    this.#person(job.ordinal).pending -= 1
  }

  #note(what: string): void {
    this.refusals.set(what, (this.refusals.get(what) ?? 0) + 1)
  }

  #acknowledge(job: Job, body: Readonly<Record<string, unknown>>): void {
    if (job.kind === 'destroy') this.destroyed.add(job.ordinal)
    else if (job.kind === 'withdraw') this.withdrawn.add(job.consent)
    else {
      const number = String(body['number'])
      const known = this.acknowledged.get(job.key)
      if (known !== undefined && known.number !== number) {
        this.faults.push(`key ${job.key} was answered with ${known.number} and ${number}`)
      }
      if (known === undefined) {
        const { consents, applications } = this.#person(job.ordinal)
        consents.push(...(body['consents'] as readonly string[]))
        this.#person(job.ordinal).applications = applications + 1
      }
      this.acknowledged.set(job.key, { ordinal: job.ordinal, number })
    }
  }

  #person(ordinal: number): Person {
    const known = this.#people.get(ordinal)
    if (known !== undefined) return known
    const fresh = new Person()
    this.#people.set(ordinal, fresh)
    return fresh
  }

  #newJob(): Job {
    const key = `http-${++this.#keys}`
    const wish = this.#destroyNext > 0 ? 0 : this.#chance()
    const known = this.#someone(wish < 0.05)
    if (known !== undefined && wish < 0.05) {
      this.#destroyNext = Math.max(0, this.#destroyNext - 1)
      known.person.isEnding = true
      known.person.pending += 1
      return { kind: 'destroy', ordinal: known.ordinal, key }
    }
    const consent = known?.person.consents.at(-1)
    if (known !== undefined && consent !== undefined && wish < 0.12) {
      known.person.consents.pop()
      known.person.pending += 1
      return { kind: 'withdraw', ordinal: known.ordinal, key, consent }
    }
    const isAgain = known !== undefined && wish < 0.3
    const ordinal = isAgain ? known.ordinal : this.#people.size
    if (ordinal >= PEOPLE_MAX) throw new Error('more people than synthetic phones')
    this.#person(ordinal).pending += 1
    const lender = between(this.#chance, 0, this.#lenders.length)
    const recipients = [...this.#lenders.slice(lender), ...this.#lenders.slice(0, lender)]
    return { kind: 'apply', ordinal, key, amount: 10_100 + (this.#keys % 179_000), recipients }
  }

  /** Somebody who applied; for an ending somebody of whom nothing is under way. */
  #someone(mustRest: boolean): { ordinal: number; person: Person } | undefined {
    for (let tries = 0; tries < 20; tries++) {
      const ordinal = between(this.#chance, 0, Math.max(1, this.#people.size))
      const person = this.#people.get(ordinal)
      if (person === undefined || person.isEnding || person.applications === 0) continue
      if (mustRest ? person.pending > 0 : person.applications >= APPLICATIONS_EACH_MAX) continue
      return { ordinal, person }
    }
    return undefined
  }
}
