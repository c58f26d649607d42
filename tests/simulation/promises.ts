/**
 * What people and lenders were told, held against what is done afterwards.
 *
 * The order is that of the commits: an answer reaches a person after the commit that it tells of, so whatever is
 * committed later and goes against it breaks a promise. Judged:
 *   - a lead arrives only after its sending was recorded (I2), and once for an application and a lender (I12);
 *   - after a withdrawal or a destruction was acknowledged nothing more is sent on it (I6);
 *   - of a destroyed person no key, value or way to find them is left, nor comes back (I5);
 *   - what was acknowledged stands at the end, and what is said of a lead is what the lender answered.
 */
import type { Engine } from './database.ts'
import type { Judge, Said } from './judge.ts'

interface Planned {
  readonly application: string
  readonly recipient: string
  readonly consent: string
}

/** What a person was told of their application, and who the program says they are. */
export interface Acknowledged {
  readonly application: string
  readonly consents: readonly string[]
  readonly subject: string
}

/** Tables in which a destroyed person has no row. */
const OF_A_PERSON = ['keys.subject_key', 'box', 'identity_link', 'application', 'consent']
/** States in which a lead that the lender holds may stand. */
const LEFT = ['sending', 'unknown', 'accepted', 'refused', 'pending', 'recalled']
/** States that repeat the lender's answer. */
const ANSWERED = ['accepted', 'refused', 'pending']

export class Promises {
  readonly #judge: Judge
  readonly #planned = new Map<string, Planned>()
  readonly #sent = new Set<string>()
  /** By lender and application. */
  readonly #held = new Set<string>()
  /** By disclosure: what the lender answered. */
  readonly #answers = new Map<string, string>()
  readonly #applications = new Map<string, Acknowledged>()
  readonly #withdrawn = new Set<string>()
  readonly #destroyed = new Set<string>()

  constructor(judge: Judge) {
    this.#judge = judge
  }

  get leads(): number {
    return this.#answers.size
  }

  applied(told: Acknowledged): void {
    const known = this.#applications.get(told.subject)
    if (known !== undefined && known.application !== told.application) {
      this.#judge.fail(`one application was entered twice: ${told.application}`)
    }
    this.#applications.set(told.subject, told)
  }

  withdrawn(consent: string): void {
    this.#withdrawn.add(consent)
  }

  destroyed(subject: string): void {
    this.#destroyed.add(subject)
  }

  /** An action as it stands in a commit, in the order of the commits. */
  committed({ kind, detail = {} }: Said): void {
    const told = (name: string) => String(detail[name])
    const disclosure = told('disclosure')
    if (kind === 'disclosure_planned') {
      const [application, recipient, consent] = ['application', 'recipient', 'consent'].map(told)
      if (application === undefined || recipient === undefined || consent === undefined) return
      this.#planned.set(disclosure, { application, recipient, consent })
    } else if (kind === 'disclosure_sent') {
      this.#sent.add(disclosure)
      this.#mayLeave(disclosure)
    }
  }

  #mayLeave(disclosure: string): void {
    const planned = this.#planned.get(disclosure)
    if (planned === undefined) {
      this.#judge.fail(`${disclosure} was sent and never planned`)
      return
    }
    if (this.#withdrawn.has(planned.consent)) {
      this.#judge.fail(`${disclosure} was sent after its consent was withdrawn`)
    }
    for (const { subject, application } of this.#applications.values()) {
      if (application === planned.application && this.#destroyed.has(subject)) {
        this.#judge.fail(`${disclosure} was sent after its person was destroyed`)
      }
    }
  }

  /** A lender has a lead that it never saw before, and this is its answer. */
  arrived(recipient: string, lead: string, disclosure: string, answer: string): void {
    if (!this.#sent.has(disclosure)) this.#judge.fail(`${disclosure} left before it was recorded`)
    if (this.#planned.get(disclosure)?.recipient !== recipient) {
      this.#judge.fail(`${disclosure} came to ${recipient}, whom nobody chose for it`)
    }
    const place = `${recipient} ${lead}`
    if (this.#held.has(place)) this.#judge.fail(`${recipient} got ${lead} twice`)
    this.#held.add(place)
    this.#answers.set(disclosure, answer)
  }

  /** When nothing is under way: rows against what was told. */
  standing(engine: Engine): void {
    if (this.#applications.size === 0) return
    this.#lookForDestroyed(engine)
    const rows =
      engine.run(`select 'application', application_id::text, subject_id::text from application
      union all select 'consent', consent_id::text, (withdrawn_at is not null)::text from consent
      union all select 'disclosure', disclosure_id::text, state from disclosure`)
    const of = (what: string) =>
      new Map(rows.flatMap(([kind, id, state]) => (kind === what ? [[id ?? '', state ?? '']] : [])))
    const [applications, consents] = [of('application'), of('consent')]
    for (const { subject, application, consents: granted } of this.#applications.values()) {
      const owners = [...applications.values()].filter((one) => one === subject)
      if (owners.length > 1) this.#judge.fail(`${application} stands more than once`)
      // A destruction whose answer was lost took them along.
      const isThere = this.#destroyed.has(subject) || owners.length === 0
      if (isThere) continue
      for (const consent of granted) {
        const state = consents.get(consent)
        if (state === undefined) this.#judge.fail(`consent ${consent} was given and is nowhere`)
        if (state === 'false' && this.#withdrawn.has(consent)) {
          this.#judge.fail(`consent ${consent} was withdrawn and stands`)
        }
      }
    }
    this.#lookAtLeads(of('disclosure'))
  }

  #lookForDestroyed(engine: Engine): void {
    if (this.#destroyed.size === 0) return
    const subjects = [...this.#destroyed].map((subject) => `'${subject}'`).join(', ')
    const counts = OF_A_PERSON.map(
      (table) => `select '${table}' from ${table} where subject_id in (${subjects})`,
    )
    for (const [table] of engine.run(counts.join(' union all '))) {
      this.#judge.fail(`somebody destroyed has a row in ${table}`)
    }
  }

  #lookAtLeads(states: ReadonlyMap<string, string>): void {
    for (const [disclosure, answer] of this.#answers) {
      const state = states.get(disclosure)
      if (state === undefined) continue
      if (!LEFT.includes(state))
        this.#judge.fail(`${disclosure} is ${state} and lies at the lender`)
      if (ANSWERED.includes(state) && state !== answer) {
        this.#judge.fail(`${disclosure} is ${state}; the lender said ${answer}`)
      }
    }
  }
}
