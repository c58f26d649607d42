/**
 * The demo's lenders: real processes with real HTTP, started and stopped with whoever needs them.
 *
 * Their secrets are made anew at every start and live in memory only. They end with their parent.
 */
import { newSecret } from '@kelisim/outside'
import type { Policy } from '@kelisim/policy'
import type { LenderAddresses } from '../lenders.ts'
import type { House } from '../open-house.ts'
import { freePort, type Noticed, spawnChild, stopChild, untilReady } from './child.ts'

const SECRET_BYTES = 32

export interface LenderManner {
  /** The program of the lender: an application, so whoever stands above both names it. */
  readonly program: string
  /** Shortest and longest, `50-200`. */
  readonly latencyMs: string
  readonly outcomeDelayMs: string
  readonly noticed: Noticed
}

/** Addresses and secrets for every lender of the policy, on free ports; nobody plays other recipients. */
export async function demoAddresses(
  policy: Policy,
  random: (bytes: number) => Uint8Array,
): Promise<LenderAddresses> {
  const addresses: LenderAddresses = {}
  for (const recipient of policy.recipients.filter(({ kind }) => kind === 'mfo')) {
    const url = `http://127.0.0.1:${await freePort()}`
    addresses[recipient.id] = { url, secret: newSecret(random(SECRET_BYTES)) }
  }
  return addresses
}

/** Starts one process a lender; the result stops them all. */
export function startDemoLenders(
  house: House,
  addresses: LenderAddresses,
  manner: LenderManner,
): () => Promise<void> {
  const vkey = house.means.log.signers[0]?.vkey ?? ''
  const children = house.means.policy.recipients.flatMap((recipient) => {
    const address = addresses[recipient.id]
    if (address === undefined) return []
    const environment = {
      LENDER_ID: recipient.id,
      LENDER_NAME: recipient.name.kk,
      PORT: new URL(address.url).port,
      SHARED_SECRET: address.secret,
      OPERATOR_URL: house.means.publicUrl,
      LOG_VKEY: vkey,
      LENDER_FIELDS: recipient.agreement?.fields.join(',') ?? '',
      LATENCY_MS: manner.latencyMs,
      OUTCOME_DELAY_MS: manner.outcomeDelayMs,
    }
    return [spawnChild(recipient.id, manner.program, environment, manner.noticed)]
  })
  return async () => {
    await Promise.all(children.map(stopChild))
  }
}

/** Waits until every lender answers; throws when one does not. */
export async function demoLendersReady(addresses: LenderAddresses): Promise<void> {
  await Promise.all(
    Object.entries(addresses).map(
      async ([id, { url }]) => await untilReady(`the lender ${id}`, url),
    ),
  )
}
