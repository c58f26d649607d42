/**
 * Whose signatures make a checkpoint believable?
 *
 * Source: C2SP tlog-policy. A text file names logs, witnesses, groups with a threshold, and the one
 * quorum. A checkpoint is good when one of the logs signed it and the quorum cosigned it. A majority
 * of witnesses that nobody controls together is what keeps a log from showing two histories.
 * Limits: 64 KiB; 300 logs, witnesses and groups together.
 */
import { openCheckpoint, type OpenedCheckpoint } from './checkpoint.ts'
import { parseDecimal } from './encoding.ts'
import { newVerifier, type Verifier } from './key.ts'

export const MAX_TRUST_POLICY_LENGTH = 65_536
const DEFINITIONS_MAX = 300

export type TrustPolicy = {
  readonly logs: readonly Known[]
  readonly witnesses: readonly NamedWitness[]
  readonly quorum: string
  /** Does this set of witnesses (by name) satisfy the quorum? */
  readonly isMetBy: (witnesses: ReadonlySet<string>) => boolean
}
type Known = { readonly verifier: Verifier; readonly url?: string }
export type NamedWitness = Known & { readonly name: string }

export type TrustPolicyFault = {
  readonly line: number
  readonly fault:
    | 'unknown_word'
    | 'malformed_key'
    | 'wrong_key_type'
    | 'twice'
    | 'undefined_name'
    | 'malformed_threshold'
    | 'no_quorum'
    | 'too_large'
}

export type ParsedTrustPolicy =
  | (TrustPolicy & { readonly ok: true })
  | ({ readonly ok: false } & TrustPolicyFault)

type Rule = (met: ReadonlySet<string>) => boolean

class Draft {
  readonly logs: Known[] = []
  readonly witnesses: NamedWitness[] = []
  readonly rules = new Map<string, Rule>()
  readonly #keys = new Set<string>()
  readonly #members = new Set<string>()
  quorum: { readonly name: string; readonly rule: Rule } | undefined

  log(words: readonly string[]): TrustPolicyFault['fault'] | undefined {
    const [vkey = '', url, rest] = words
    const verifier = newVerifier(vkey)
    if (verifier === undefined) return 'malformed_key'
    if (rest !== undefined) return 'unknown_word'
    if (verifier.kind === 'cosignature/v1') return 'wrong_key_type'
    if (this.#isKeyKnown(vkey)) return 'twice'
    this.logs.push({ verifier, ...(url === undefined ? {} : { url }) })
    return undefined
  }

  witness(words: readonly string[]): TrustPolicyFault['fault'] | undefined {
    const [name = '', vkey = '', url, rest] = words
    const verifier = newVerifier(vkey)
    if (verifier === undefined) return 'malformed_key'
    if (rest !== undefined) return 'unknown_word'
    if (verifier.kind === 'ed25519') return 'wrong_key_type'
    if (this.#isKeyKnown(vkey) || this.#isNameTaken(name)) return 'twice'
    this.rules.set(name, (met) => met.has(name))
    this.witnesses.push({ name, verifier, ...(url === undefined ? {} : { url }) })
    return undefined
  }

  group(words: readonly string[]): TrustPolicyFault['fault'] | undefined {
    const [name = '', threshold = '', ...members] = words
    if (this.#isNameTaken(name)) return 'twice'
    const rules = members.map((member) => this.rules.get(member))
    if (rules.some((rule) => rule === undefined)) return 'undefined_name'
    for (const member of members) {
      if (this.#members.has(member)) return 'twice'
      this.#members.add(member)
    }
    const needed =
      threshold === 'all' ? members.length : threshold === 'any' ? 1 : parseDecimal(threshold)
    if (needed === undefined || needed < 1 || needed > members.length) return 'malformed_threshold'
    this.rules.set(name, (met) => rules.filter((rule) => rule?.(met)).length >= needed)
    return undefined
  }

  setQuorum(words: readonly string[]): TrustPolicyFault['fault'] | undefined {
    const [name = '', rest] = words
    if (this.quorum !== undefined) return 'twice'
    if (rest !== undefined) return 'unknown_word'
    const rule = name === 'none' ? () => true : this.rules.get(name)
    if (rule === undefined) return 'undefined_name'
    this.quorum = { name, rule }
    return undefined
  }

  /** Two spellings of one public key are one witness: it may not count twice. */
  #isKeyKnown(vkey: string): boolean {
    // Behind name and id; base64 may contain a plus, too.
    const [, , ...material] = vkey.split('+')
    // The first byte is the type; the key itself begins with the second.
    const key = atob(material.join('+')).slice(1)
    if (this.#keys.has(key)) return true
    this.#keys.add(key)
    return false
  }

  #isNameTaken(name: string): boolean {
    return name === 'none' || this.rules.has(name)
  }
}

export function parseTrustPolicy(text: string): ParsedTrustPolicy {
  if (text.length > MAX_TRUST_POLICY_LENGTH) return { ok: false, line: 0, fault: 'too_large' }
  const draft = new Draft()
  const lines = text.split('\n')
  for (const [at, line] of lines.entries()) {
    const fault = readLine(draft, line)
    if (fault !== undefined) return { ok: false, line: at + 1, fault }
  }
  const { logs, witnesses, quorum } = draft
  if (quorum === undefined) return { ok: false, line: lines.length, fault: 'no_quorum' }
  return { ok: true, logs, witnesses, quorum: quorum.name, isMetBy: quorum.rule }
}

function readLine(draft: Draft, line: string): TrustPolicyFault['fault'] | undefined {
  const [word, ...words] = line.split(/[ \t]+/).filter((part) => part !== '')
  if (word === undefined || word.startsWith('#')) return undefined
  if (line.includes('\r')) return 'unknown_word'
  if (word === 'quorum') return draft.setQuorum(words)
  if (draft.rules.size + draft.logs.length >= DEFINITIONS_MAX) return 'too_large'
  if (word === 'log') return draft.log(words)
  if (word === 'witness') return draft.witness(words)
  if (word === 'group') return draft.group(words)
  return 'unknown_word'
}

export type TrustedCheckpoint = Extract<OpenedCheckpoint, { ok: true }> & {
  /** Witnesses whose good cosignature the note carries, with the time each states. */
  readonly seenBy: readonly { readonly name: string; readonly time: number }[]
  readonly isQuorum: boolean
}

/** Opens a checkpoint with all keys of the policy and says whether the quorum is met. */
export function openTrusted(
  note: string | Uint8Array,
  policy: TrustPolicy,
): TrustedCheckpoint | Extract<OpenedCheckpoint, { ok: false }> {
  const witnesses = policy.witnesses.map(({ verifier }) => verifier)
  let refused: Extract<OpenedCheckpoint, { ok: false }> = { ok: false, fault: 'no_known_signature' }
  for (const { verifier } of policy.logs) {
    const others = policy.logs.flatMap((log) => (log.verifier === verifier ? [] : [log.verifier]))
    const opened = openCheckpoint(note, verifier, [...others, ...witnesses])
    if (!opened.ok) {
      refused = opened
      continue
    }
    const seenBy = policy.witnesses.flatMap(({ name, verifier: { vkey } }) => {
      const signature = opened.note.verified.find((one) => one.vkey === vkey)
      return signature?.time === undefined ? [] : [{ name, time: signature.time }]
    })
    const isQuorum = policy.isMetBy(new Set(seenBy.map(({ name }) => name)))
    return { ...opened, seenBy, isQuorum }
  }
  return refused
}
