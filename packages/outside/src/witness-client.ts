/**
 * What does a witness answer to a checkpoint?
 *
 * Protocol: C2SP tlog-witness, `POST <prefix>/add-checkpoint`. One call is one attempt; what the answer
 * means is judged by `@kelisim/ledger`, not here. Sizes and hashes leave, no person's value does.
 */
import { type CallLimits, call } from './egress.ts'

export type WitnessReply =
  | { readonly came: true; readonly status: number; readonly body: Uint8Array }
  | { readonly came: false }

export async function submitCheckpoint(
  prefix: string,
  submission: string,
  limits: CallLimits,
): Promise<WitnessReply> {
  const url = `${prefix.replace(/\/$/, '')}/add-checkpoint`
  const headers = { 'content-type': 'text/plain; charset=utf-8' }
  const answer = await call({ method: 'POST', url, headers, body: submission }, limits)
  return answer.came ? { came: true, status: answer.status, body: answer.body } : { came: false }
}
