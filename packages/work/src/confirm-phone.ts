/**
 * A person shows that a phone is theirs: a code is sent, the code comes back, a sealed token says so.
 *
 * Nothing about the person is kept: the phone travels in the token, the database holds keyed hashes
 * for an hour. The answers are the same for known and unknown numbers.
 *
 * Law: DC art. 47; 94-V art. 7(1), 8(1). Requirements.
 */
import { answerChallenge, openChallenge } from '@kelisim/store'
import {
  HOUR,
  type Language,
  later,
  MINUTE,
  type Moment,
  normalisePhone,
  type Refusal,
  refusal,
} from '@kelisim/terms'
import { openToken, sealToken } from '@kelisim/vault'
import type { AskedFrom } from './asked-from.ts'
import { type Answer, invalid, type Means } from './means.ts'

const CODE_DIGITS = 6
const TOKEN = 'confirmed-phone'
/** A confirmed phone stays good while a form is filled in or a submission is repeated. */
const CONFIRMED_MS = 2 * HOUR

export async function sendCode(
  means: Means,
  phoneText: string,
  language: Language,
  why: 'phone' | 'login' = 'phone',
  from: AskedFrom = {},
): Promise<Answer<{ readonly challenge: string; readonly phone: string }>> {
  const phone = normalisePhone(phoneText)
  if (!phone.valid) return invalid('/phone', phone.reason)
  if (phone.kind !== 'mobile') return invalid('/phone', 'not_mobile')
  const code = newCode(means)
  const lasts = means.policy.limits.codeMinutes * MINUTE
  const wanted = { ...from, phone: phone.e164, code, lastsMs: lasts }
  const opened = await openChallenge(means.store, wanted)
  if (opened.state === 'too_many') return refusal('too_many_calls', '', '/phone')
  if (opened.state === 'waits') return refusal('code_waits', '', '/phone')
  await means.sms.send({ to: phone.e164, text: means.smsText(code, language, why), class: 'otp' })
  return { effect: 'done', challenge: opened.id, phone: phone.e164 }
}

/** The person learns what the next wrong code costs. */
export interface WrongCode extends Refusal {
  readonly triesLeft: number
}

export async function confirmCode(
  means: Means,
  challenge: string,
  phoneText: string,
  code: string,
): Promise<Answer<{ readonly token: string; readonly expiresAt: Moment }>> {
  const phone = normalisePhone(phoneText)
  if (!phone.valid) return invalid('/phone', phone.reason)
  const digits = code.replace(/\s/g, '')
  if (!/^\d{6}$/.test(digits)) return invalid('/code', 'six_digits')
  const triesMax = means.policy.limits.codeTries
  const answer = await answerChallenge(means.store, challenge, phone.e164, digits, triesMax)
  if (answer.state === 'expired') return refusal('code_expired', '', '/code')
  if (answer.state === 'locked') return refusal('code_locked', '', '/code')
  if (answer.state === 'wrong') {
    const wrong: WrongCode = {
      ...refusal('code_wrong', '', '/code'),
      triesLeft: answer.triesLeft,
    }
    return wrong
  }
  return { effect: 'done', ...vouchFor(means, phone.e164) }
}

/** The token of a phone that its owner has confirmed, or that has no owner (plant-decoys.ts). */
export function vouchFor(
  means: Means,
  phone: string,
): { readonly token: string; readonly expiresAt: Moment } {
  const expiresAt = later(means.now(), CONFIRMED_MS)
  const bytes = Buffer.from(phone, 'utf8')
  const token = sealToken(means.store.keys.keyring, TOKEN, expiresAt, bytes, means.random)
  return { token, expiresAt }
}

/** The phone a token vouches for, or undefined when it is foreign, altered or too old. */
export function confirmedPhone(means: Means, token: string): string | undefined {
  const opened = openToken(means.store.keys.keyring, TOKEN, means.now(), token)
  return opened === undefined ? undefined : Buffer.from(opened.bytes).toString('utf8')
}

/** Evenly among 000000…999999: four random bytes, the uneven rest thrown away. */
function newCode(means: Means): string {
  const range = 10 ** CODE_DIGITS
  const even = Math.floor(2 ** 32 / range) * range
  for (;;) {
    const number = Buffer.from(means.random(4)).readUInt32BE(0)
    if (number < even) return String(number % range).padStart(CODE_DIGITS, '0')
  }
}
