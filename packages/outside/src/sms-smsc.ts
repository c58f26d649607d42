/**
 * Text messages through SMSC.kz.
 *
 * Protocol (smsc.kz/api/http): POST https://smsc.kz/rest/send/, JSON body. Login and password, or an
 * API key in their place; `phones` with the plus, which switches off the gateway's own correction of
 * numbers; `mes`; `sender`; `charset` utf-8; `fmt` 3 for a JSON answer; `cost` 0.
 *   sent    {"id": 348, "cnt": 1}                       `cnt` = parts
 *   not     {"error": "…", "error_code": 1…9, "id": …}
 * Codes: 1 parameters, 2 credentials, 3 no money, 4 address blocked, 5 date, 6 text or sender
 * forbidden, 7 number, 8 undeliverable, 9 the same message again too soon.
 *
 * Credentials stand in the body only: the gateway's other form puts them into the address, and
 * addresses end in logs. The gateway's words about an error are not passed on: they may repeat the number.
 */
import { Outage } from '@kelisim/terms'
import { z } from 'zod'
import { call, jsonOf } from './egress.ts'
import { checkedSegments, type Sms, SmsRefused, type SmsRefusal } from './sms.ts'

export const SMSC_URL = 'https://smsc.kz/rest/send/'
const SEND_DEADLINE_MS = 10_000

export interface SmscAccount {
  readonly credentials:
    | { readonly login: string; readonly password: string }
    | { readonly apiKey: string }
  /** Registered sender name. */
  readonly sender?: string
  readonly url?: string
  readonly allowedHosts: readonly string[]
  readonly deadlineMs?: number
}

const Sent = z.object({
  id: z.union([z.int(), z.string().regex(/^[0-9]{1,20}$/)]),
  cnt: z.int().min(1),
})
const Fault = z.object({ error_code: z.int() })

const REFUSALS: Readonly<Record<number, SmsRefusal>> = {
  6: 'text',
  7: 'number',
  8: 'undeliverable',
}

export function smscSms(account: SmscAccount): Sms {
  return {
    send: async (message) => {
      checkedSegments(message)
      const answer = await call(
        {
          method: 'POST',
          url: account.url ?? SMSC_URL,
          headers: { 'content-type': 'application/json; charset=utf-8' },
          body: JSON.stringify({
            ...credentialsOf(account),
            phones: message.to,
            mes: message.text,
            ...(account.sender === undefined ? {} : { sender: account.sender }),
            charset: 'utf-8',
            cost: 0,
            fmt: 3,
          }),
        },
        { allowedHosts: account.allowedHosts, deadlineMs: account.deadlineMs ?? SEND_DEADLINE_MS },
      )
      if (!answer.came) throw new Outage(`couldn’t reach the SMS gateway: ${answer.why}`)
      const body = jsonOf(answer.body)
      const sent = Sent.safeParse(body)
      if (answer.status === 200 && sent.success && !Fault.safeParse(body).success) {
        return { id: String(sent.data.id), segments: sent.data.cnt }
      }
      throw faultOf(answer.status, body)
    },
  }
}

function credentialsOf({ credentials }: SmscAccount): Record<string, string> {
  return 'apiKey' in credentials
    ? { apikey: credentials.apiKey }
    : { login: credentials.login, psw: credentials.password }
}

function faultOf(status: number, body: unknown): Error {
  const fault = Fault.safeParse(body)
  if (!fault.success) return new Outage(`couldn’t read the SMS gateway’s answer, HTTP ${status}`)
  const code = fault.data.error_code
  const refusal = REFUSALS[code]
  return refusal
    ? new SmsRefused(refusal)
    : new Outage(`the SMS gateway answered with code ${code}`)
}
