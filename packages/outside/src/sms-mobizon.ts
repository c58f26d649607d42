/**
 * Text messages through Mobizon.kz.
 *
 * Protocol (mobizon.kz/help/api-docs/message): POST
 * https://api.mobizon.kz/service/message/sendsmsmessage, form-encoded. `recipient` without the plus,
 * `text`, `from` (registered sender), `apiKey`, `api` = v1, `output` = json. The answer is always
 * {"code": …, "data": …, "message": "…"}:
 *   sent    code 0, data {"campaignId", "messageId", "status"}
 *   not     code 1: data names the fields at fault; 2 to 13: rights, limits, arguments; 99: upkeep
 *
 * The key stands in the body with the other parameters and not in the address, where the gateway's
 * examples show it: addresses end in logs. The answer does not tell the number of parts; it is
 * counted here.
 */
import { Outage } from '@kelisim/terms'
import { z } from 'zod'
import { call, jsonOf } from './egress.ts'
import { checkedSegments, type Sms, SmsRefused } from './sms.ts'

export const MOBIZON_URL = 'https://api.mobizon.kz/service/message/sendsmsmessage'
const SEND_DEADLINE_MS = 10_000
const CODE_SENT = 0
const CODE_FIELDS = 1

export interface MobizonAccount {
  readonly apiKey: string
  /** Registered sender name. */
  readonly sender?: string
  readonly url?: string
  readonly allowedHosts: readonly string[]
  readonly deadlineMs?: number
}

const Envelope = z.object({ code: z.int(), data: z.unknown() })
const Sent = z.object({ messageId: z.union([z.int(), z.string().regex(/^[0-9]{1,20}$/)]) })
const FieldFaults = z.record(z.string(), z.unknown())

export function mobizonSms(account: MobizonAccount): Sms {
  return {
    send: async (message) => {
      const segments = checkedSegments(message)
      const form = new URLSearchParams({
        api: 'v1',
        output: 'json',
        apiKey: account.apiKey,
        recipient: message.to.slice(1),
        text: message.text,
        ...(account.sender === undefined ? {} : { from: account.sender }),
      })
      const answer = await call(
        {
          method: 'POST',
          url: account.url ?? MOBIZON_URL,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: form.toString(),
        },
        { allowedHosts: account.allowedHosts, deadlineMs: account.deadlineMs ?? SEND_DEADLINE_MS },
      )
      if (!answer.came) throw new Outage(`couldn’t reach the SMS gateway: ${answer.why}`)
      const envelope = Envelope.safeParse(jsonOf(answer.body))
      if (answer.status !== 200 || !envelope.success) {
        throw new Outage(`couldn’t read the SMS gateway’s answer, HTTP ${answer.status}`)
      }
      const sent = Sent.safeParse(envelope.data.data)
      if (envelope.data.code === CODE_SENT && sent.success) {
        return { id: String(sent.data.messageId), segments }
      }
      throw faultOf(envelope.data.code, envelope.data.data)
    },
  }
}

function faultOf(code: number, data: unknown): Error {
  if (code === CODE_FIELDS) {
    const fields = Object.keys(FieldFaults.safeParse(data).data ?? {})
    if (fields.includes('recipient')) return new SmsRefused('number')
    if (fields.includes('text')) return new SmsRefused('text')
  }
  return new Outage(`the SMS gateway answered with code ${code}`)
}
