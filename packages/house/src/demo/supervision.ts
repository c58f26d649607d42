/**
 * What the demo's officer has looked at: most controls of the protection were reviewed, and the first two organisations
 * have attested what they use the data for; the rest is due, as at the desk of somebody who is not through yet.
 *
 * Invented, and made through the use cases. Requirements.
 */
import { almatyDate, type Control, CONTROL_NAMES, DAY, later } from '@kelisim/terms'
import { enterAttestation, type Means, reviewControl } from '@kelisim/work'
import { staffOf } from './internal-documents.ts'

/** Days since the two papers were signed. */
const SIGNED_BEFORE_DAYS = 12
const ATTESTED = 2
const LEFT_FOR_LATER: readonly Control[] = ['changes', 'audit']
const SAID: Readonly<Partial<Record<Control, readonly ['improved' | 'gap', string]>>> = {
  watch: ['improved', 'Ережелерге жұмыстан тыс уақыт қосылды. Добавлены часы вне работы.'],
  media: ['gap', 'Екінші тасымалдағыш әлі тіркелмеген. Второй носитель ещё не заведён.'],
}

export async function makeDemoSupervision(means: Means): Promise<void> {
  const officer = await staffOf(means, 'saparova')
  if (officer === undefined) return
  for (const control of CONTROL_NAMES.filter((one) => !LEFT_FOR_LATER.includes(one))) {
    const [outcome, words] = SAID[control] ?? ['stands', '']
    const answer = await reviewControl(means, officer, { control, outcome, words })
    if (answer.effect !== 'done') throw new Error(`the demo cannot review ${control}`)
  }
  const signedOn = almatyDate(later(means.now(), -SIGNED_BEFORE_DAYS * DAY))
  for (const { id, agreement } of means.policy.recipients.slice(0, ATTESTED)) {
    if (agreement === undefined) continue
    const paper = { document: `${agreement.number}/1`, signedOn, said: 'conforms', words: '' }
    const answer = await enterAttestation(means, officer, id, paper)
    if (answer.effect !== 'done') throw new Error(`the demo cannot enter an attestation of ${id}`)
  }
}
