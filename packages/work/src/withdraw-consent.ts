/**
 * A person takes a consent back.
 *
 * One transaction: the withdrawal, its action, a notice to every recipient who holds data under it,
 * and the end of whatever was planned on it. The very next decision sees it (I6). Who holds data is
 * told and must confirm within the law's term; we stop at once.
 *
 * A value that no other consent keeps ends now: it is destroyed within the working day that DL-12 gives, by the
 * round that ends what has run out; values that another consent keeps stay.
 *
 * Law: 94-V art. 8(1), 8(2), 8(7), 12(2), 18. Requirements. Deadlines: DL-08, DL-12.
 */
import { mainPurpose } from '@kelisim/policy'
import {
  type ConsentFact,
  due,
  isKeeping,
  mayHoldCopy,
  nearestEnd,
  valueTerm,
} from '@kelisim/rules'
import {
  BOX,
  boxesOf,
  CONSENT,
  consentFact,
  DISCLOSURE,
  type Known,
  know,
  load,
  type Stored,
  type Unit,
} from '@kelisim/store'
import { type Moment, refusal, type SubjectId, toIso } from '@kelisim/terms'
import type { Answer, Means } from './means.ts'
import { putNotice } from './put-notice.ts'
import { type Settle, settling } from './settle.ts'

const SELF = { role: 'applicant', id: 'self' }

export interface Withdrawal {
  readonly at: Moment
  /** False when it had been withdrawn before: nothing was left to do. */
  readonly now: boolean
  readonly told: readonly { readonly recipient: string; readonly deadline: Moment }[]
}

export async function withdrawConsent(
  means: Means,
  subject: SubjectId,
  consentId: string,
  settle?: Settle,
): Promise<Answer<Withdrawal>> {
  return await means.store.transaction(
    settling(settle, async (unit): Promise<Answer<Withdrawal>> => {
      const known = await know(means.store, unit, subject, 'change')
      const consent = known?.consents.find((row) => row.consent_id === consentId)
      if (known === undefined || consent === undefined) return refusal('not_found')
      if (consent.withdrawn_at !== undefined) {
        return { effect: 'done', at: consent.withdrawn_at, now: false, told: [] }
      }
      unit.put(CONSENT, { ...consent, withdrawn_at: unit.at }, consent)
      const told = await stopDisclosures(means, unit, known, consent)
      const ends = isKeeping(consentFact(consent))
        ? await shortenTerms(means, unit, known, consent)
        : NOTHING_ENDS
      const detail = {
        consent: consentId,
        control: consent.control,
        recipients: told.map((one) => one.recipient),
        destroyBy: ends.by === undefined ? undefined : toIso(ends.by),
        restricted: ends.fields.length === 0 ? undefined : [...ends.fields],
      }
      unit.record({ kind: 'consent_withdrawn', actor: SELF, detail }, known.key)
      return { effect: 'done', at: unit.at, now: true, told }
    }),
  )
}

/** What of a person loses its last purpose by a withdrawal, and by when it is destroyed. */
export interface Ending {
  readonly fields: readonly string[]
  readonly by: Moment | undefined
}

const NOTHING_ENDS: Ending = { fields: [], by: undefined }

/**
 * Each box is looked at again when the first of its values ends: at the law's working day for what the withdrawn
 * consent alone kept. From this moment on no consent carries those values, so nobody but a statute reads them
 * (`rules.decide`); what another consent keeps stays as it is.
 */
async function shortenTerms(
  means: Means,
  unit: Unit,
  known: Known,
  consent: Stored<typeof CONSENT>,
): Promise<Ending> {
  const boxes = await boxesOf(unit, known.facts.subject)
  const consents = known.consents.map((row) =>
    consentFact(row === consent ? { ...row, withdrawn_at: unit.at } : row),
  )
  for (const row of boxes) {
    const end = nearestEnd(means.policy, consents, row.fields, row.written_at)
    if (row.retain_until > end) unit.put(BOX, { ...row, retain_until: end }, row)
  }
  return endingOf(means, boxes, consents, unit.at)
}

/** The values that no live consent keeps any more, of all that are held. */
export function endingOf(
  means: Pick<Means, 'policy'>,
  boxes: readonly Stored<typeof BOX>[],
  consents: readonly ConsentFact[],
  at: Moment,
): Ending {
  const by = due(means.policy, 'DL-12', at)
  const fields = boxes.flatMap((row) =>
    row.fields.filter(
      (field) => valueTerm(means.policy, consents, field, row.written_at).until <= by,
    ),
  )
  return fields.length === 0 ? NOTHING_ENDS : { fields, by }
}

/** The consent to processing carries all transfers; a recipient's consent carries its own. */
async function stopDisclosures(
  means: Means,
  unit: Unit,
  known: Known,
  consent: Stored<typeof CONSENT>,
): Promise<readonly { readonly recipient: string; readonly deadline: Moment }[]> {
  if (consent.channel !== undefined) return []
  const where = 'subject_id = $1 for update'
  const rows = await load(unit.client, DISCLOSURE, where, [known.facts.subject])
  const touched = rows.filter(
    (row) =>
      row.consent_id === consent.consent_id ||
      (consent.recipient === undefined && consent.purpose === mainPurpose(means.policy).id),
  )
  return recall(means, unit, touched, 'withdrawn')
}

/** Stops what has not left, and writes a notice for what has. */
export function recall(
  means: Means,
  unit: Unit,
  disclosures: readonly Stored<typeof DISCLOSURE>[],
  kind: 'withdrawn' | 'destroy',
): readonly { readonly recipient: string; readonly deadline: Moment }[] {
  const deadline = due(means.policy, kind === 'withdrawn' ? 'DL-08' : 'DL-05', unit.at)
  const told: { recipient: string; deadline: Moment }[] = []
  for (const row of disclosures) {
    if (row.state === 'planned' || row.state === 'waiting') {
      unit.put(
        DISCLOSURE,
        { ...row, state: 'stopped', due_at: undefined, changed_at: unit.at },
        row,
      )
    } else if (mayHoldCopy(row.state)) {
      unit.put(
        DISCLOSURE,
        { ...row, state: 'recalled', due_at: undefined, changed_at: unit.at },
        row,
      )
      putNotice(unit, row, kind, deadline)
      told.push({ recipient: row.recipient, deadline })
    } else if (row.state === 'recalled' && kind === 'destroy') {
      putNotice(unit, row, kind, deadline)
      told.push({ recipient: row.recipient, deadline })
    }
  }
  return told
}
