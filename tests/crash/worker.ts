/**
 * A process that can be killed: a whole house with its rounds, and calls that come in as lines.
 *
 * The same use cases and the same rounds as in the server, without HTTP in between. It is killed at any
 * moment; only its parent's end of the pipe makes it stop in order.
 */
import { createInterface } from 'node:readline'
import { hostsOf, type House, lenderAccess, openHouse } from '@kelisim/house'
import { smsOutbox } from '@kelisim/outside'
import {
  APPLICATION,
  CONSENT,
  DISCLOSURE,
  load,
  loadOne,
  NOTICE,
  OFFER,
  waitingActions,
} from '@kelisim/store'
import { moment, type SubjectId } from '@kelisim/terms'
import {
  confirmCode,
  type LenderAccess,
  sendCode,
  submitApplication,
  withdrawConsent,
} from '@kelisim/work'
import { startRounds } from '../../apps/server/src/rounds.ts'
import { publishOffers } from '../world.ts'
import { environmentOf, personOf } from './house-of-crashes.ts'
import type { Answer, Application, Asked, Said, WorkerSettings, Withdrawal } from './protocol.ts'

const settings = JSON.parse(process.env['CRASH_WORKER'] ?? '') as WorkerSettings
const now = () => moment(Date.now() + settings.clockOffsetMs)
const outbox = smsOutbox(now)
const house = await openHouse(environmentOf(settings.dataFolder), {
  sms: outbox,
  forgetMessages: () => undefined,
  lenders: lendersOf(settings),
  allowedHosts: hostsOf(settings.lenders),
  publicUrl: 'http://127.0.0.1:9',
  now,
})
const { means } = house
const confirming = new Map<string, Promise<string | Answer>>()
if ((await load(means.store.pool, OFFER, 'true', [])).length === 0) await publishOffers(house)
const rounds = startRounds({
  ...house,
  rememberCheckpoint: async (note, verified) => {
    await house.rememberCheckpoint(note, verified)
    say({ said: 'checkpoint', note })
  },
} satisfies House)
say({ said: 'ready' })

for await (const line of createInterface({ input: process.stdin })) {
  const { id, call } = JSON.parse(line) as Asked
  // Calls run side by side, as those of a server do.
  void answerTo(call).then(
    (answer) => say({ said: 'answer', id, answer }),
    (error: unknown) =>
      say({ said: 'answer', id, answer: { kind: 'failed', error: nameOf(error) } }),
  )
}
await rounds.stop()
await house.close()

function say(said: Said): void {
  process.stdout.write(`${JSON.stringify(said)}\n`)
}

async function answerTo(call: Asked['call']): Promise<Answer> {
  if (call.kind === 'apply') return await apply(call)
  if (call.kind === 'withdraw') return await withdraw(call)
  return { kind: 'moving', count: await moving() }
}

async function apply(call: Application): Promise<Answer> {
  const who = personOf(call.ordinal)
  const token = call.phoneToken ?? (await confirmed(who.phone))
  if (typeof token !== 'string') return token
  say({ said: 'token', ordinal: call.ordinal, phoneToken: token })
  const controls = ['contract', ...call.recipients.map((id) => `recipient:${id}`)]
  const texts = means.consentTexts('kk').filter((text) => controls.includes(text.control))
  const answer = await submitApplication(
    means,
    {
      phoneToken: token,
      amountTenge: call.amountTenge,
      termDays: 30,
      values: { ...who.values, income: '200k-300k' },
      ticked: texts.map((text) => ({ control: text.control, textSha256: text.sha256 })),
      recipients: call.recipients,
      language: 'kk',
      source: 'site',
    },
    call.key,
  )
  if (answer.effect === 'done') return { kind: 'applied', number: answer.number }
  return { kind: 'refused', code: answer.effect === 'refuse' ? answer.code : 'invalid' }
}

/** One at a time for a phone: a second code takes the first one's place in the outbox. */
async function confirmed(phone: string): Promise<string | Answer> {
  const running = confirming.get(phone) ?? confirm(phone)
  confirming.set(phone, running)
  try {
    return await running
  } finally {
    confirming.delete(phone)
  }
}

async function confirm(phone: string): Promise<string | Answer> {
  const sent = await sendCode(means, phone, 'kk')
  if (sent.effect !== 'done') return { kind: 'refused', code: 'no_code' }
  const text = outbox.list().find((message) => message.to === phone)?.text ?? ''
  const code = /\d{3} \d{3}/.exec(text)?.[0] ?? ''
  const answer = await confirmCode(means, sent.challenge, phone, code)
  return answer.effect === 'done' ? answer.token : { kind: 'refused', code: 'code_wrong' }
}

async function withdraw({ number }: Withdrawal): Promise<Answer> {
  const { pool } = means.store
  const application = await loadOne(pool, APPLICATION, 'number = $1', [number])
  const [first] = await load(pool, DISCLOSURE, 'application_id = $1 order by place', [
    application?.application_id,
  ])
  const consent = await loadOne(pool, CONSENT, 'consent_id = $1', [first?.consent_id])
  if (consent === undefined) return { kind: 'refused', code: 'not_found' }
  const answer = await withdrawConsent(means, consent.subject_id as SubjectId, consent.consent_id)
  return answer.effect === 'done'
    ? { kind: 'withdrawn' }
    : { kind: 'refused', code: answer.effect === 'refuse' ? answer.code : 'invalid' }
}

async function moving(): Promise<number> {
  const { pool } = means.store
  const disclosures = await load(pool, DISCLOSURE, "state in ('planned', 'sending', 'unknown')", [])
  const notices = await load(pool, NOTICE, "state = 'planned'", [])
  return disclosures.length + notices.length + (await waitingActions(pool))
}

function lendersOf({ lenders, dieBeforePost }: WorkerSettings): ReadonlyMap<string, LenderAccess> {
  const access = lenderAccess(lenders)
  if (!dieBeforePost) return access
  return new Map(
    [...access].map(([id, { endpoint, key }]) => {
      const deadly = {
        ...endpoint,
        // The address is read after the commit of `sending` and before a socket opens.
        get leadsUrl(): string {
          process.kill(process.pid, 'SIGKILL')
          return endpoint.leadsUrl
        },
      }
      return [id, { endpoint: deadly, key }]
    }),
  )
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : ''
  return `${error.name}${code}: ${error.message}`
}
