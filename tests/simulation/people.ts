/**
 * People who apply, look, take consents back and have their data destroyed, and ask again when no answer comes.
 *
 * Each takes one step at a time in the process of the operator that is up just then. If that dies, so does the
 * step; the person repeats it with the same key, as a browser does.
 */
import { syntheticPerson } from '@kelisim/house'
import { CONSENT, loadOne } from '@kelisim/store'
import { type SubjectId } from '@kelisim/terms'
import {
  destroyData,
  type Means,
  seeOwnData,
  type Submission,
  submitApplication,
  withdrawConsent,
} from '@kelisim/work'
import { vouchFor } from '../../packages/work/src/confirm-phone.ts'
import type { Defect } from './faults.ts'
import type { Judge } from './judge.ts'
import type { Loop, Process } from './loop.ts'
import type { Acknowledged, Promises } from './promises.ts'

const PEOPLE = 3
const DONE = { effect: 'done' } as const
const SELF = { role: 'applicant', id: 'self' } as const

interface Person {
  readonly ordinal: number
  readonly recipients: readonly string[]
  /** The process that takes the step under way. */
  hands: Process | undefined
  token: string
  told: Acknowledged | undefined
  isDestroyed: boolean
}

export class People {
  readonly #loop: Loop
  readonly #judge: Judge
  readonly #promises: Promises
  readonly #people: readonly Person[]
  readonly #defect: Defect | undefined

  constructor(
    loop: Loop,
    judge: Judge,
    promises: Promises,
    recipients: readonly string[],
    defect: Defect | undefined,
  ) {
    this.#defect = defect
    this.#loop = loop
    this.#judge = judge
    this.#promises = promises
    this.#people = Array.from({ length: PEOPLE }, (_, at) => ({
      ordinal: at + 1,
      recipients: [...recipients].sort(() => loop.chance() - 0.5).slice(0, loop.isHit(0.5) ? 1 : 2),
      hands: undefined,
      token: '',
      told: undefined,
      isDestroyed: false,
    }))
  }

  /** Somebody takes the next step. */
  async step(means: Means): Promise<void> {
    const person = this.#loop.pick(this.#people)
    if (person === undefined || person.hands?.isAlive === true) return
    person.hands = this.#loop.current.getStore()
    try {
      if (person.told === undefined) await this.#apply(means, person)
      else await this.#decide(means, person, person.told)
    } finally {
      person.hands = undefined
    }
  }

  async #apply(means: Means, person: Person): Promise<void> {
    const submission = submissionOf(means, person)
    const answer = await submitApplication(means, submission, `key-of-person-${person.ordinal}`)
    if (answer.effect !== 'done') {
      this.#judge.fail(`an application was refused: ${JSON.stringify(answer)}`)
      return
    }
    const [first = ''] = answer.consents
    const row = await loadOne(means.store.pool, CONSENT, 'consent_id = $1', [first])
    if (row === undefined) {
      this.#judge.fail(`consent ${first} was given and is nowhere`)
      return
    }
    const { application, consents } = answer
    person.told = { application, consents, subject: row.subject_id }
    this.#promises.applied(person.told)
  }

  async #decide(means: Means, person: Person, told: Acknowledged): Promise<void> {
    const subject = told.subject as SubjectId
    const chance = this.#loop.chance()
    if (person.isDestroyed || chance < 0.3) await this.#look(means, person, subject)
    else if (chance < 0.7) await this.#withdraw(means, told)
    else await this.#destroy(means, person, subject)
  }

  async #look(means: Means, person: Person, subject: SubjectId): Promise<void> {
    const seen = await seeOwnData(means, subject)
    if (seen.effect === 'done' && person.isDestroyed) {
      this.#judge.fail(`person ${person.ordinal} was destroyed and is read`)
    }
  }

  async #withdraw(means: Means, told: Acknowledged): Promise<void> {
    const consent = this.#loop.pick(told.consents) ?? ''
    const answer =
      this.#defect === 'withdraw-in-words'
        ? DONE
        : await withdrawConsent(means, told.subject as SubjectId, consent)
    if (answer.effect === 'done') this.#promises.withdrawn(consent)
    else if (!isGone(answer)) this.#judge.fail(`a withdrawal: ${JSON.stringify(answer)}`)
  }

  async #destroy(means: Means, person: Person, subject: SubjectId): Promise<void> {
    const answer =
      this.#defect === 'destroy-in-words'
        ? DONE
        : await destroyData(means, subject, SELF, 'request')
    // Not found: the first time was carried out, and its answer got lost.
    if (answer.effect !== 'done' && !isGone(answer)) {
      this.#judge.fail(`a destruction: ${JSON.stringify(answer)}`)
      return
    }
    person.isDestroyed = true
    this.#promises.destroyed(subject)
  }
}

function isGone(answer: object): boolean {
  return 'code' in answer && answer.code === 'not_found'
}

function submissionOf(means: Means, person: Person): Submission {
  const { ordinal, recipients } = person
  const made = syntheticPerson(ordinal, '1990-05-17')
  if (made === undefined) throw new Error('no such synthetic person')
  // The same at every repetition, as a browser holds it.
  person.token ||= vouchFor(means, made.phone).token
  const controls = ['contract', ...recipients.map((id) => `recipient:${id}`)]
  const texts = means.consentTexts('kk').filter(({ control }) => controls.includes(control))
  return {
    phoneToken: person.token,
    amountTenge: 120_000,
    termDays: 30,
    values: { ...made.values, income: '200k-300k' },
    ticked: texts.map(({ control, sha256 }) => ({ control, textSha256: sha256 })),
    recipients,
    language: 'kk',
    source: 'site',
  }
}
