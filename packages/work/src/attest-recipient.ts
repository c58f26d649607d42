/**
 * Does a recipient say, and sign, that it uses the data only for the purposes of its agreement?
 *
 * Each is asked every `ATTESTATION_DAYS`; the officer enters the paper it signed. One that says it deviates is suspended in
 * the same transaction, so the very next decision refuses, and stays so until a later paper says it conforms: neither the
 * officer's hand nor the end of an incident resumes it before.
 *
 * Law: 94-V art. 10(1), 14. Requirements. Invariant I6. Why so: decision 0147.
 * Does not look into the recipient's systems: what its own calls betray is the watch's matter (`watch.ts`).
 */
import { clauseFor } from '@kelisim/policy'
import { ATTESTATION, loadOne, RECIPIENT_STATE } from '@kelisim/store'
import { almatyDate, ATTESTED, type Attested, isIsoDate, refusal } from '@kelisim/terms'
import { newestOf } from './attested.ts'
import { DOCUMENT } from './hold.ts'
import { type Answer, type Invalid, invalid, type Means } from './means.ts'
import { unlessPlain } from './plain-words.ts'
import type { StaffMember } from './sign-in.ts'
import { unlessSupervisor } from './supervise.ts'

type Staff = Pick<StaffMember, 'id' | 'role'>

const WORDS_CHARS_MIN = 3
const WORDS_CHARS_MAX = 500

export interface AttestationWanted {
  /** Number of the paper that the recipient signed. */
  readonly document: string
  /** ISO date, Asia/Almaty. */
  readonly signedOn: string
  readonly said: string
  readonly words: string
}

interface Told {
  readonly document: string
  readonly signedOn: string
  readonly said: Attested
  readonly words: string | undefined
}

export async function enterAttestation(
  means: Means,
  staff: Staff,
  recipient: string,
  wanted: AttestationWanted,
): Promise<Answer<object>> {
  const known = means.policy.recipients.find(({ id }) => id === recipient)
  const refused = await unlessSupervisor(means, staff, 'attestation_entered', known?.id)
  if (refused !== undefined) return refused
  const clause = clauseFor(means.policy, 'R-71')
  if (known === undefined) return refusal('unknown_recipient', clause)
  const { agreement } = known
  if (agreement === undefined) return refusal('no_agreement', clause)
  const told = read(means, wanted)
  if ('effect' in told) return told
  const text = `${told.document} ${told.words ?? ''}`
  const unfit = await unlessPlain(means, staff, 'attestation_entered', text)
  if (unfit !== undefined) return unfit
  return await means.store.transaction(async (unit): Promise<Answer<object>> => {
    // Whoever suspends or resumes this recipient at the same time waits behind this.
    const state = await loadOne(unit.client, RECIPIENT_STATE, 'recipient = $1 for update', [
      recipient,
    ])
    const before = await newestOf(unit, recipient)
    // An older paper would say nothing of today and hide the newer one from nobody.
    if (before !== undefined && told.signedOn < before.signed_on) return invalid('/signedOn', 'old')
    unit.put(ATTESTATION, {
      attestation_id: String(unit.newId()),
      recipient,
      document: told.document,
      signed_on: told.signedOn,
      said: told.said,
      words: told.words,
      agreement: agreement.number,
      policy_version: unit.policy.version,
      entered_by: staff.id,
      entered_at: unit.at,
    })
    const { said } = told
    unit.record({ kind: 'attestation_entered', actor: staff, detail: { recipient, said } })
    if (said === 'deviates' && state?.suspended_at === undefined) {
      unit.put(RECIPIENT_STATE, { recipient, suspended_at: unit.at, reason: told.words }, state)
      unit.record({ kind: 'recipient_suspended', actor: staff, detail: { recipient } })
    }
    return { effect: 'done' }
  })
}

function read(means: Means, wanted: AttestationWanted): Told | Invalid {
  const document = wanted.document.trim()
  const words = wanted.words.trim()
  const said = ATTESTED.find((known) => known === wanted.said)
  if (!DOCUMENT.test(document)) return invalid('/document', 'invalid')
  if (!isIsoDate(wanted.signedOn)) return invalid('/signedOn', 'invalid')
  if (wanted.signedOn > almatyDate(means.now())) return invalid('/signedOn', 'future')
  if (said === undefined) return invalid('/said', 'unknown')
  const isSilent = words === '' && said === 'conforms'
  if (!isSilent && (words.length < WORDS_CHARS_MIN || words.length > WORDS_CHARS_MAX)) {
    return invalid('/words', 'length')
  }
  return { document, signedOn: wanted.signedOn, said, words: words === '' ? undefined : words }
}
