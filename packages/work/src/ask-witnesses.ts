/**
 * Has somebody else seen the newest checkpoint?
 *
 * Each witness of the trust policy that has an address is given the checkpoint with a proof that it
 * continues the one it cosigned last. Their signatures are gathered; once the quorum is met the
 * checkpoint is kept as witnessed, and receipts are made from it. A witness that knows another history,
 * or a longer one, is kept as trouble until a person has looked: somebody has rewritten the ledger, or an
 * old database was put back.
 *
 * Safe to repeat and to run in several processes: a witness answers a stale question with what it knows.
 * Source: C2SP tlog-witness, tlog-policy. Law: 94-V art. 22(1). Requirements. Invariants I3.
 */
import {
  consistencyProof,
  formatSubmission,
  hearCosignatures,
  type NamedWitness,
  openTrusted,
  type TrustPolicy,
} from '@kelisim/ledger'
import { submitCheckpoint } from '@kelisim/outside'
import {
  keepWitnessed,
  keepWitnessState,
  latestCheckpoint,
  tileReader,
  witnessedCheckpoint,
  type WitnessState,
  witnessStates,
  type WitnessTrouble,
} from '@kelisim/store'
import type { Means } from './means.ts'

/** A witness that is slower loses this round, not the next. */
const WITNESS_MS_MAX = 3_000
const CONFLICT = 409

export interface Witnessing {
  readonly size: number
  readonly isQuorum: boolean
  /** Witnesses that say the ledger shows two histories, or was set back. */
  readonly alarms: readonly { readonly witness: string; readonly trouble: WitnessTrouble }[]
}

/** Undefined when there is nothing new to show anybody. */
export async function askWitnesses(
  means: Means,
  trust: TrustPolicy,
): Promise<Witnessing | undefined> {
  const { pool } = means.store
  const [newest, kept] = await Promise.all([latestCheckpoint(pool), witnessedCheckpoint(pool)])
  if (newest === undefined || newest.size === 0 || kept?.size === newest.size) return undefined
  const known = new Map((await witnessStates(pool)).map((state) => [state.name, state.size]))
  const heard = await Promise.all(
    trust.witnesses.map(
      async (witness) => await askOne(means, witness, newest, known.get(witness.name) ?? 0),
    ),
  )
  // What others signed is of the ledger: only its writer puts it down.
  const writer = means.store.as.sequencer
  for (const { state } of heard) await keepWitnessState(writer, state)
  const note = `${newest.note}${heard.flatMap(({ lines }) => lines).join('')}`
  const opened = openTrusted(note, trust)
  const isQuorum = opened.ok && opened.isQuorum
  if (isQuorum) await keepWitnessed(writer, { size: newest.size, note, witnessedAt: means.now() })
  const alarms = heard.flatMap(({ state: { name: witness, trouble } }) =>
    trouble === 'other_history' || trouble === 'knows_more' ? [{ witness, trouble }] : [],
  )
  return { size: newest.size, isQuorum, alarms }
}

interface Heard {
  readonly lines: readonly string[]
  readonly state: WitnessState
}

interface Newest {
  readonly size: number
  readonly note: string
}

async function askOne(
  means: Means,
  witness: NamedWitness,
  newest: Newest,
  known: number,
): Promise<Heard> {
  // A size larger than ours can only be told by the witness itself; the question then starts at ours.
  const first = await submit(means, witness, newest, Math.min(known, newest.size))
  if (typeof first !== 'number') return first
  if (first > newest.size) return await ahead(means, witness, first)
  const second = await submit(means, witness, newest, first)
  return typeof second === 'number' ? troubled(means, witness, second, 'bad_answer') : second
}

/** Another process of ours may have shown it a newer checkpoint meanwhile; else our log was set back. */
async function ahead(means: Means, witness: NamedWitness, size: number): Promise<Heard> {
  const now = await latestCheckpoint(means.store.pool)
  if (now !== undefined && now.size >= size) {
    return { lines: [], state: stateOf(means, witness.name, size) }
  }
  return troubled(means, witness, size, 'knows_more')
}

/** The signatures, or the size that the witness knows instead. */
async function submit(
  means: Means,
  witness: NamedWitness,
  newest: Newest,
  oldSize: number,
): Promise<Heard | number> {
  const { url, name, verifier } = witness
  if (url === undefined) return { lines: [], state: stateOf(means, name, oldSize) }
  const proof = await consistencyProof(tileReader(means.store.pool), oldSize, newest.size)
  const reply = await submitCheckpoint(
    url,
    formatSubmission({ oldSize, proof, checkpoint: newest.note }),
    { allowedHosts: [new URL(url).host], deadlineMs: WITNESS_MS_MAX },
  )
  if (!reply.came) return troubled(means, witness, oldSize, 'unreachable')
  if (reply.status === CONFLICT) {
    const size = sizeIn(reply.body)
    if (size === undefined) return troubled(means, witness, oldSize, 'bad_answer')
    // It knows this very size and still refuses: then it knows it with another root.
    return size === oldSize ? troubled(means, witness, size, 'other_history') : size
  }
  if (reply.status === 422) return troubled(means, witness, oldSize, 'other_history')
  if (reply.status !== 200) return troubled(means, witness, oldSize, 'bad_answer')
  const answer = hearCosignatures(newest.note, reply.body, [verifier])
  if (!answer.ok) return troubled(means, witness, oldSize, 'bad_answer')
  return { lines: answer.lines, state: stateOf(means, name, newest.size, 'cosigned') }
}

function sizeIn(body: Uint8Array): number | undefined {
  const [, digits] = /^(0|[1-9][0-9]{0,15})\n$/.exec(Buffer.from(body).toString('utf8')) ?? []
  return digits === undefined ? undefined : Number(digits)
}

function troubled(
  means: Means,
  { name }: NamedWitness,
  size: number,
  trouble: WitnessTrouble,
): Heard {
  return { lines: [], state: stateOf(means, name, size, trouble) }
}

function stateOf(
  means: Means,
  name: string,
  size: number,
  what?: WitnessTrouble | 'cosigned',
): WitnessState {
  const at = means.now()
  const isGood = what === undefined || what === 'cosigned'
  return {
    name,
    size,
    cosignedAt: what === 'cosigned' ? at : undefined,
    trouble: isGood ? undefined : what,
    troubleAt: isGood ? undefined : at,
  }
}
