/**
 * How are applications, as the desk sees them, said in the API's words?
 */
import type { DeskCard, DeskRow } from '@kelisim/api'
import { isLanguage, toIso } from '@kelisim/terms'
import type { Card, ListRow } from '@kelisim/work'
import type { z } from 'zod'
import { actionLine, momentText } from './own-words.ts'

type RowBody = z.infer<typeof DeskRow>
type CardBody = z.infer<typeof DeskCard>

export function listRow(row: ListRow): RowBody {
  return { ...applicationOf(row), name: row.name }
}

export function cardBody(card: Card): CardBody {
  return {
    ...applicationOf(card),
    subject_state: card.state,
    fields: card.fields.map(({ field, masked, purposes }) => ({
      field,
      masked,
      purposes: [...purposes],
    })),
    consents: card.consents.map((consent) => ({
      control: consent.control,
      purpose: consent.purpose,
      recipient: consent.recipient,
      granted_at: toIso(consent.granted_at),
      expires_at: toIso(consent.expires_at),
      withdrawn_at: momentText(consent.withdrawn_at),
    })),
    recipients: card.recipients.map(({ recipient, decision }) => ({
      recipient,
      permitted: decision.effect === 'permit',
      code: decision.effect === 'refuse' ? decision.code : undefined,
      clause: decision.clause,
      law: decision.law,
    })),
    actions: card.timeline.map(actionLine),
  }
}

function applicationOf(shown: Pick<ListRow, 'application' | 'disclosures'>): RowBody {
  const { application, disclosures } = shown
  return {
    id: application.application_id,
    number: application.number,
    amount: application.amount_tenge,
    term_days: application.term_days,
    language: isLanguage(application.language) ? application.language : 'kk',
    state: application.state,
    reason: application.reason,
    submitted_at: toIso(application.submitted_at),
    changed_at: toIso(application.changed_at),
    disclosures: disclosures.map((disclosure) => ({
      id: disclosure.disclosure_id,
      recipient: disclosure.recipient,
      state: disclosure.state,
      reason: disclosure.reason,
      fields: [...disclosure.fields],
      place: disclosure.place,
      planned_at: toIso(disclosure.planned_at),
      sent_at: momentText(disclosure.sent_at),
      changed_at: toIso(disclosure.changed_at),
    })),
  }
}
