/**
 * Whose signatures beside our own does this server gather, and how does it come to know them?
 *
 * From the trust policy the operator names (`KELISIM_TRUST`, C2SP tlog-policy); a demo brings up its own
 * witnesses after the server listens, so that nobody waits for them. Without either, checkpoints bear the
 * log's signatures alone, and the officer's page says so.
 */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type Environment, type House, startDemoWitnesses } from '@kelisim/house'
import { MAX_TRUST_POLICY_LENGTH, parseTrustPolicy, type TrustPolicy } from '@kelisim/ledger'
import { logger } from './log.ts'

const PROGRAM = fileURLToPath(new URL('../../witness/src/main.ts', import.meta.url))

export class Trust {
  #text: string | undefined
  #policy: TrustPolicy | undefined

  /** Throws with the line that is wrong. */
  adopt(text: string): void {
    const parsed = parseTrustPolicy(text)
    if (!parsed.ok) {
      throw new Error(`the trust policy is wrong in line ${parsed.line}: ${parsed.fault}`)
    }
    this.#policy = parsed
    this.#text = text
  }

  get policy(): TrustPolicy | undefined {
    return this.#policy
  }

  /** As it was given, for whoever wants to check our receipts. */
  get text(): string | undefined {
    return this.#text
  }
}

export async function readTrust(environment: Environment): Promise<Trust> {
  const trust = new Trust()
  if (environment.trustFile === undefined) return trust
  const text = await readFile(environment.trustFile, 'utf8')
  if (text.length > MAX_TRUST_POLICY_LENGTH) throw new Error('the trust policy is too long')
  trust.adopt(text)
  return trust
}

/** Brings up the demo's witnesses behind the server's back; stopping waits for it. */
export function bringWitnesses(house: House, trust: Trust): () => Promise<void> {
  const noticed = (witness: string, what: 'wrote_error' | 'ended', code: number | null) => {
    if (what === 'ended') logger.info({ part: 'witness', witness, code }, 'a witness ended')
    else logger.warn({ part: 'witness', witness }, 'a witness wrote to its error stream')
  }
  const coming = startDemoWitnesses(house, PROGRAM, noticed).then(
    (witnesses) => {
      trust.adopt(witnesses.trust)
      return witnesses
    },
    () => {
      logger.error({ part: 'witness' }, 'the witnesses of the demo did not start')
      return undefined
    },
  )
  return async () => await (await coming)?.stop()
}
