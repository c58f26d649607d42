/**
 * Operations on people's data as the use cases do them, for the measurements: an application of somebody new,
 * a change of values, a look at everything held, and an action that only is recorded.
 */
import { ask, keepAmong } from '@kelisim/store'
import { DAY, HOUR, later, type SubjectId } from '@kelisim/terms'
import { sealToken } from '@kelisim/vault'
import type { Submission } from '@kelisim/work'
import { person, type World } from '../tests/world.ts'

/** Synthetic people of one birth date; past them the next are a day younger, so that nobody comes twice. */
const PEOPLE_OF_A_DAY = 5_000

/** An application of somebody never seen before. */
export function newcomer(world: World, ordinal: number): Submission {
  const { means } = world.house
  const birthDate = new Date(Date.UTC(1990, 4, 17 + Math.floor(ordinal / PEOPLE_OF_A_DAY)))
  const { values } = person(ordinal, birthDate.toISOString().slice(0, 10))
  const phone = Buffer.from(`+7${7_000_000_000 + ordinal}`)
  const lasts = later(means.now(), HOUR)
  const controls = ['contract', 'recipient:samal']
  const ticked = means
    .consentTexts('kk')
    .filter((text) => controls.includes(text.control))
    .map((text) => ({ control: text.control, textSha256: text.sha256 }))
  return {
    phoneToken: sealToken(means.store.keys.keyring, 'confirmed-phone', lasts, phone, means.random),
    amountTenge: 10_000 + (ordinal % 180_000),
    termDays: 30,
    values: { ...values, income: '200k-300k' },
    ticked,
    recipients: ['samal'],
    language: 'kk',
    source: 'site',
  }
}

const SELF = { role: 'applicant', id: 'self' }

export async function changeIncome(world: World, subject: SubjectId): Promise<void> {
  const { means } = world.house
  const kept = await means.store.about(subject, (writing, { facts, key, boxes }) => {
    if (key === undefined) throw new Error('no key')
    const permit = ask(writing, { facts, key }, SELF, {
      role: 'applicant',
      operation: 'change',
      purpose: 'contract',
      fields: ['income'],
      at: writing.at,
      policy: means.policy.hash,
    })
    if (permit.effect === 'refuse') throw new Error(permit.code)
    const keeping = {
      values: { income: '300k-500k' },
      source: 'bench',
      retainUntil: later(writing.at, DAY),
    }
    keepAmong(writing, { facts, key }, permit, keeping, boxes)
    return writing.record({ kind: 'values_kept', actor: SELF, permit }, key)
  })
  if (kept === undefined) throw new Error('no such subject')
}

export async function readAll(world: World, subject: SubjectId): Promise<void> {
  const { means } = world.house
  const fields = ['last_name', 'first_name', 'birth_date', 'iin', 'phone', 'income']
  const question = { role: 'applicant', operation: 'extract', purpose: 'subject_rights', fields }
  const opening = { kind: 'values_opened', actor: SELF } as const
  const released = await means.store.look({ subject, question, opening })
  if (released.effect !== 'released' || released.values['iin'] === undefined) {
    throw new Error('nothing was read')
  }
}

/** Locks the person, reads what is true of them, and leaves nothing but the record. */
export async function recordOnly(world: World, subject: SubjectId): Promise<void> {
  await world.house.means.store.about(subject, (writing, { key }) =>
    writing.record({ kind: 'values_listed', actor: SELF }, key),
  )
}
