/**
 * The demo world: synthetic people, staff and offers, made through the same use cases as real ones.
 *
 * Exists only in a demo start. A fixed seed; what failed to enter stops the start, because a seed that
 * goes around the rules would show a product that does not exist.
 */
import type { SmsOutbox } from '@kelisim/outside'
import { hasLenders } from '@kelisim/policy'
import type { Language } from '@kelisim/terms'
import {
  addStaff,
  confirmCode,
  type Means,
  publishOffer,
  sendCode,
  submitApplication,
} from '@kelisim/work'
import { makeDemoDocuments } from './internal-documents.ts'
import { makeDemoSupervision } from './supervision.ts'
import { writeDemoMailing } from './mailing.ts'
import { demoLogins } from './logins.ts'
import { DEMO_OFFERS } from './offers.ts'
import { syntheticPerson } from './people.ts'

const LANGUAGE_OF: readonly Language[] = ['kk', 'kk', 'ru', 'kk', 'ru', 'en']
const INCOMES = ['100k-200k', '200k-300k', '300k-500k']

/** Makes what is missing; a world made before is left as it is. */
export async function makeDemoWorld(
  means: Means,
  outbox: SmsOutbox,
  people: number,
  progress: (done: number, of: number) => void,
): Promise<void> {
  const fresh = await makeHouse(means)
  // Its people ask for microcredits; where nobody lends there is nothing for them to ask.
  if (!fresh || !hasLenders(means.policy)) return
  for (let ordinal = 0; ordinal < people; ordinal++) {
    await applyAs(means, outbox, ordinal)
    progress(ordinal + 1, people)
  }
  await writeDemoMailing(means)
}

async function makeHouse(means: Means): Promise<boolean> {
  let fresh = false
  for (const login of demoLogins(means.policy)) {
    const made = await addStaff(means, login)
    fresh = fresh || made
  }
  if (!fresh) return false
  await makeDemoDocuments(means)
  await makeDemoSupervision(means)
  const lends = (id: string) => means.policy.recipients.some((one) => one.id === id)
  for (const offer of DEMO_OFFERS.filter(({ recipient }) => lends(recipient))) {
    const answer = await publishOffer(means, offer, { role: 'system', id: 'self' })
    if (answer.effect !== 'done') throw new Error(`the demo offer ${offer.id} is not lawful`)
  }
  return true
}

async function applyAs(means: Means, outbox: SmsOutbox, ordinal: number): Promise<void> {
  const person = syntheticPerson(ordinal, birthDate(ordinal))
  if (person === undefined) throw new Error('a synthetic person without an IIN')
  const language = LANGUAGE_OF[ordinal % LANGUAGE_OF.length] ?? 'kk'
  const phoneToken = await confirm(means, outbox, person.phone, language)
  const recipients = [['samal'], ['qarlygash', 'samal'], ['samal', 'ules']][ordinal % 3] ?? [
    'samal',
  ]
  // Some want to hear of the service, as some people do.
  const wanted = ordinal % 3 === 0 ? ['service_info:sms'] : []
  const controls = ['contract', ...recipients.map((id) => `recipient:${id}`), ...wanted]
  const ticked = means
    .consentTexts(language)
    .filter((text) => controls.includes(text.control))
    .map((text) => ({ control: text.control, textSha256: text.sha256 }))
  const answer = await submitApplication(
    means,
    {
      phoneToken,
      amountTenge: 30_000 + ((ordinal * 7) % 15) * 5_000,
      termDays: 10 + (ordinal % 7) * 5,
      values: { ...person.values, income: INCOMES[ordinal % INCOMES.length] ?? '' },
      ticked,
      recipients,
      language,
      source: 'demo',
    },
    `demo-${ordinal}`,
  )
  if (answer.effect !== 'done')
    throw new Error(`a demo application was not entered: ${JSON.stringify(answer)}`)
}

async function confirm(
  means: Means,
  outbox: SmsOutbox,
  phone: string,
  language: Language,
): Promise<string> {
  const sent = await sendCode(means, phone, language)
  if (sent.effect !== 'done') throw new Error('a demo phone was not accepted')
  const code = /\d{3} \d{3}/.exec(outbox.list()[0]?.text ?? '')?.[0] ?? ''
  const confirmed = await confirmCode(means, sent.challenge, phone, code)
  if (confirmed.effect !== 'done') throw new Error('a demo code was not accepted')
  return confirmed.token
}

/** Adults of 21 to 60 on the fixed day the demo world begins. */
function birthDate(ordinal: number): string {
  const year = 1966 + ((ordinal * 11) % 39)
  const month = String(1 + ((ordinal * 5) % 12)).padStart(2, '0')
  const day = String(1 + ((ordinal * 3) % 28)).padStart(2, '0')
  return `${year}-${month}-${day}`
}
