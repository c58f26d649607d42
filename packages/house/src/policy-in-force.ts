/**
 * The version in force, held by this process: policy, tables and consent texts change together.
 *
 * The database says which version that is. It is asked several times a second, so that pages of a process
 * without work follow an adoption elsewhere; a unit of work that met one asks at once (`renew`), and its
 * commit does not depend on the clock of this question (packages/store/src/policy-version.ts).
 *
 * Law: 94-V art. 25(2)(1-1). Requirements. Invariant I10.
 */
import {
  compileTables,
  type ConsentText,
  consentTexts,
  parsePolicy,
  type Policy,
  type Tables,
} from '@kelisim/policy'
import { type AdoptedVersion, adoptedVersion, type Pool, versionInForce } from '@kelisim/store'
import { LANGUAGES, type Language } from '@kelisim/terms'

const ASK_MS = 250

export interface Effective {
  readonly policy: Policy
  readonly tables: Tables
  readonly consentTexts: (language: Language) => readonly ConsentText[]
}

export interface PolicyInForce {
  readonly current: () => Effective
  /** Resolves when this process holds what was in force when it was called, or something newer. */
  readonly renew: () => Promise<void>
  close(): void
}

export function effective(policy: Policy): Effective {
  const texts = new Map(LANGUAGES.map((language) => [language, consentTexts(policy, language)]))
  return {
    policy,
    tables: compileTables(policy),
    consentTexts: (language) => texts.get(language) ?? [],
  }
}

/** `pool` is asked for from the first question on: the store that holds it takes this value itself. */
export function holdPolicy(first: Policy, pool: () => Pool): PolicyInForce {
  let held = effective(first)
  let asking: Promise<void> | undefined
  const ask = async (): Promise<void> => {
    const standing = await versionInForce(pool())
    if (standing === undefined || standing.hash === held.policy.hash) return
    const adopted = await adoptedVersion(pool())
    if (adopted !== undefined) held = effective(readAdopted(adopted))
  }
  const renew = async (): Promise<void> => {
    // A question under way may have been asked before the adoption: its answer is not enough.
    await asking?.catch(() => undefined)
    asking ??= ask().finally(() => {
      asking = undefined
    })
    await asking
  }
  const timer = setInterval(() => {
    // Who cannot be asked now is asked again; a decision meanwhile asks for itself and says why it fails.
    if (asking === undefined) void renew().catch(() => undefined)
  }, ASK_MS)
  timer.unref()
  return { current: () => held, renew, close: () => clearInterval(timer) }
}

/**
 * The adopted version as this program reads it, under the address it was adopted with: a later program
 * may know more of a folder than the one that adopted it, and the version stays the same.
 */
export function readAdopted(adopted: AdoptedVersion): Policy {
  if (adopted.files === undefined) {
    const model = JSON.parse(adopted.model) as Policy
    // Its folder is not found by this hash: either it was adopted before folders were kept, or the hash was edited.
    if (model.hash !== adopted.hash) throw new Error('the policy in force is not what was adopted')
    return model
  }
  const { policy, findings } = parsePolicy(adopted.files)
  if (policy === undefined) {
    const first = findings[0]
    throw new Error(
      `this program cannot read policy version ${adopted.version}: ${first?.where} ${first?.code}`,
    )
  }
  return { ...policy, hash: adopted.hash }
}
