/**
 * What will this lender do with that lead?
 *
 * Decided by the seed and the disclosure id, so the same lead meets the same lender twice; or by the
 * amount, so that a test can ask for each case (reserved amounts in tenge):
 *   10001 accepted and paid out · 10002 refused as a duplicate · 10003 refused by criteria
 *   10004 pending · 10005 stored and never answered · 10006 HTTP 500, not stored
 *
 * Outcomes follow real shares: Home Credit's 4,999 previous applications, of which 3,265 approved,
 * 873 refused, 761 cancelled, 100 unused offers.
 */
import { createHash } from 'node:crypto'
import type { OutcomeEvent, RefusalReason } from '@kelisim/api'
import { z } from 'zod'

export const HOME_CREDIT_MIX = { approved: 0.653, refused: 0.175, cancelled: 0.152, unused: 0.02 }

const Share = z.number().min(0).max(1)
const Wait = z.int().min(0).max(86_400_000)

export const Behaviour = z
  .strictObject({
    latency_ms: z.tuple([Wait.max(60_000), Wait.max(60_000)]),
    /** Of leads refused at once; the others get an outcome of the mix. */
    refusal_share: Share,
    /** Of leads that are stored and never answered. */
    timeout_share: Share,
    /** `error`: 503 to everything; `silent`: no answer to anything, nothing stored. */
    outage: z.enum(['none', 'error', 'silent']),
    outcome_delay_ms: Wait,
    notice_delay_ms: Wait,
    mix: z.strictObject({ approved: Share, refused: Share, cancelled: Share, unused: Share }),
  })
  .refine(({ latency_ms: [from, to] }) => from <= to, { path: ['latency_ms'] })
export type Behaviour = z.infer<typeof Behaviour>

export interface Conduct {
  readonly reply:
    | { readonly status: 'accepted' }
    | { readonly status: 'pending' }
    | { readonly status: 'refused'; readonly reason: RefusalReason }
    | { readonly status: 'broken' }
  /** Stored, but the answer never comes. */
  readonly isSilent: boolean
  readonly latencyMs: number
  readonly fate: readonly OutcomeEvent[]
}

/** 150 monthly calculation indices of 2026: from here a borrower has hours to think (L-14). */
const COOLING_OFF_FROM_TENGE = 150 * 4_325

export function conduct(
  seed: string,
  disclosureId: string,
  amount: number,
  behaviour: Behaviour,
): Conduct {
  const draw = drawsOf(seed, disclosureId)
  const [from, to] = behaviour.latency_ms
  const latencyMs = Math.round(from + (to - from) * draw(0))
  const usual = {
    reply: { status: 'accepted' },
    isSilent: draw(1) < behaviour.timeout_share,
    latencyMs,
    fate: fateOf(draw(3), amount, behaviour.mix),
  } as const
  switch (amount) {
    case 10_001:
      return { ...usual, isSilent: false, fate: paidOut(amount) }
    case 10_002:
      return { ...usual, isSilent: false, reply: { status: 'refused', reason: 'duplicate' } }
    case 10_003:
      return { ...usual, isSilent: false, reply: { status: 'refused', reason: 'criteria' } }
    case 10_004:
      return { ...usual, isSilent: false, reply: { status: 'pending' } }
    case 10_005:
      return { ...usual, isSilent: true }
    case 10_006:
      return { ...usual, isSilent: false, reply: { status: 'broken' } }
    default:
      return draw(2) < behaviour.refusal_share
        ? { ...usual, reply: { status: 'refused', reason: 'criteria' } }
        : usual
  }
}

function fateOf(drawn: number, amount: number, mix: Behaviour['mix']): readonly OutcomeEvent[] {
  const { approved, refused, cancelled, unused } = mix
  const at = drawn * (approved + refused + cancelled + unused)
  if (at < approved) return paidOut(amount)
  if (at < approved + refused) return ['contacted', 'refused']
  if (at < approved + refused + cancelled) return ['contacted', 'client_refused']
  return ['contacted', 'approved', 'cancelled']
}

function paidOut(amount: number): readonly OutcomeEvent[] {
  const pause = amount >= COOLING_OFF_FROM_TENGE ? (['cooling_off'] as const) : []
  return ['contacted', 'approved', 'contract_signed', ...pause, 'issued']
}

/** Numbers in [0, 1), the same for the same lead. */
function drawsOf(seed: string, disclosureId: string): (index: number) => number {
  const digest = createHash('sha256').update(`${seed}|${disclosureId}`).digest()
  return (index) => digest.readUInt32BE(index * 4) / 2 ** 32
}
