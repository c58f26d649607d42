/** A world in which mailings go out: letters and messages are heard, staff write and approve, people consent. */
import assert from 'node:assert/strict'
import { type MailOutbox, mailOutbox, type Sms } from '@kelisim/outside'
import { APPLICATION, load, MAILING_PERSON, readEntry } from '@kelisim/store'
import type { Language, StaffId, SubjectId } from '@kelisim/terms'
import {
  approveMailing,
  type Compose,
  listMailings,
  Mailings,
  type MailingSeen,
  type MailingTexts,
  type StaffMember,
  writeMailing,
} from '@kelisim/work'
import { composeFor } from '../apps/server/src/mailing-words.ts'
import { apply, openWorld, type World } from './world.ts'

export type SmsMessage = Parameters<Sms['send']>[0]

const staff = (ordinal: number, role: string): StaffMember => ({
  id: `0192f0c1-0000-7000-8000-00000000000${ordinal}` as StaffId,
  name: `Staff ${ordinal}`,
  role,
})
export const AUTHOR = staff(1, 'clerk')
export const COLLEAGUE = staff(2, 'clerk')
export const OFFICER = staff(3, 'officer')

export const NEWS: MailingTexts = {
  kk: { subject: 'Жаңалық', text: 'Енді өтінімнің күйін кабинеттен көре аласыз.' },
  ru: { subject: 'Новое', text: 'Теперь состояние заявки видно в кабинете.' },
  en: { subject: 'News', text: 'You can now see the state of your application in your account.' },
}
export const AD: MailingTexts = {
  kk: { subject: 'Ұсыныс', text: 'Тек бүгін: комиссиясыз өтінім беріңіз.' },
  ru: { subject: 'Предложение', text: 'Только сегодня: заявка без комиссии.' },
  en: { subject: 'Offer', text: 'Only today: apply without a fee.' },
}

/** As the server says it. */
export const compose: Compose = composeFor(() => 'Kelisim')

export interface MailingWorld extends AsyncDisposable {
  readonly world: World
  readonly letters: MailOutbox
  readonly phones: SmsMessage[]
  readonly sender: Mailings
  readonly troubles: unknown[]
}

/** Codes go through the outbox as ever; `send` sees the rest before it is heard. */
export async function mailingWorld(
  send: (message: SmsMessage) => void | Promise<void> = () => undefined,
): Promise<MailingWorld> {
  const phones: SmsMessage[] = []
  const letters = mailOutbox(() => 0)
  let world: World | undefined
  const sms: Sms = {
    send: async (message) => {
      if (message.class !== 'otp') {
        await send(message)
        phones.push(message)
      }
      return await (world ?? assert.fail()).outbox.send(message)
    },
  }
  world = await openWorld({ sms, mail: letters })
  const troubles: unknown[] = []
  const sender = new Mailings(world.house.means, compose, (_what, error) => troubles.push(error))
  const opened = world
  return {
    world,
    letters,
    phones,
    sender,
    troubles,
    [Symbol.asyncDispose]: async () => await opened[Symbol.asyncDispose](),
  }
}

/** Somebody who applied and consented to these controls, with an e-mail address. */
export async function consenting(
  world: World,
  ordinal: number,
  controls: readonly string[],
  language: Language = 'kk',
  email = `person-${ordinal}@kelisim.example`,
): Promise<SubjectId> {
  const all = ['contract', 'recipient:samal', ...controls]
  const answer = await apply(world, { ordinal, language, controls: all, values: { email } })
  assert.equal(answer.effect, 'done', JSON.stringify(answer))
  const id = answer.effect === 'done' ? answer.application : ''
  const [row] = await load(world.house.means.store.pool, APPLICATION, 'application_id = $1', [id])
  return (row?.subject_id ?? '') as SubjectId
}

export async function approved(
  { world }: MailingWorld,
  purpose: string,
  channel: string,
  texts: MailingTexts = AD,
): Promise<string> {
  const { means } = world.house
  const written = await writeMailing(means, AUTHOR, { purpose, channel, texts })
  if (written.effect !== 'done') assert.fail(JSON.stringify(written))
  const answer = await approveMailing(means, OFFICER, written.mailing)
  assert.equal(answer.effect, 'done', JSON.stringify(answer))
  return written.mailing
}

/** Until nothing more leaves. */
export async function sendAll(heard: MailingWorld): Promise<void> {
  for (let round = 0; round < 10; round++) {
    if ((await heard.sender.send()) === 0 && round > 0) return
  }
}

export async function seen({ world }: MailingWorld, id: string): Promise<MailingSeen> {
  const answer = await listMailings(world.house.means, OFFICER)
  if (answer.effect !== 'done') assert.fail(JSON.stringify(answer))
  return (
    answer.mailings.find(({ mailing }) => mailing.mailing_id === id) ?? assert.fail('not listed')
  )
}

/** `sent: 2, skipped consent_withdrawn: 1`. */
export async function counts(heard: MailingWorld, id: string): Promise<string> {
  const { counts: all } = await seen(heard, id)
  return all
    .map(({ state, reason, people }) => `${[state, reason].filter(Boolean).join(' ')}: ${people}`)
    .join(', ')
}

export async function rowsOf({ world }: MailingWorld, id: string) {
  return await load(world.house.means.store.pool, MAILING_PERSON, 'mailing_id = $1', [id])
}

/** Kinds of the entries about a person, with the codes of refusals. */
export async function story(world: World): Promise<readonly string[]> {
  await world.sequenceAll()
  const { rows } = await world.house.means.store.pool.query<{ entry: Uint8Array }>(
    'select entry from ledger_entry order by leaf_index',
  )
  return rows.map(({ entry }) => {
    const { kind, code } = readEntry(entry)
    return code === undefined ? kind : `${kind} ${code}`
  })
}
