/**
 * Which lenders the person named, in which order: the first is due at once, the others wait.
 *
 * One at a time: a further organisation is asked only when the person says so after an answer.
 * Planning sends nothing; whether data may go is decided again at the moment of sending (I6).
 *
 * Law: 94-V art. 7(6). Requirements: R-58, L-4.
 */
import { mainPurpose } from '@kelisim/policy'
import { disclosableFields } from '@kelisim/rules'
import { DISCLOSURE, type Holding, type Writing } from '@kelisim/store'
import { type ApplicationId, type DisclosureId, later } from '@kelisim/terms'
import type { Means } from './means.ts'

/** Under which clause the rules refuse what is asked for the purpose a person comes for. */
export function purposeClause(means: Pick<Means, 'policy'>): string {
  return mainPurpose(means.policy).clause
}

export function planDisclosures(
  means: Means,
  unit: Writing,
  known: Pick<Holding, 'facts' | 'key'>,
  application: { readonly id: ApplicationId },
  recipients: readonly string[],
  waitMs = 0,
): void {
  const { id: purpose } = mainPurpose(means.policy)
  for (const [place, recipient] of recipients.entries()) {
    const consent = known.facts.consents.findLast((fact) => fact.recipient === recipient)
    if (consent === undefined) throw new Error('a disclosure without a consent')
    const id = unit.newId<DisclosureId>()
    unit.put(DISCLOSURE, {
      subject_id: known.facts.subject,
      disclosure_id: id,
      application_id: application.id,
      recipient,
      consent_id: consent.id,
      fields: disclosableFields(means.tables, recipient, purpose, known.facts, unit.at),
      state: place === 0 ? 'planned' : 'waiting',
      reason: undefined,
      reference: undefined,
      place,
      attempt: 0,
      due_at: place === 0 ? later(unit.at, waitMs) : undefined,
      planned_at: unit.at,
      sent_at: undefined,
      changed_at: unit.at,
    })
    const detail = {
      disclosure: id,
      application: application.id,
      recipient,
      place,
      consent: consent.id,
    }
    unit.record(
      { kind: 'disclosure_planned', actor: { role: 'applicant', id: 'self' }, detail },
      known.key,
    )
  }
}
