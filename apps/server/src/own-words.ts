/**
 * How is what is held about a person said in the API's words?
 *
 * Commitments, salts and the scheduling of work stay inside: they say nothing to a person.
 */
import type { OwnAction, OwnEverything } from '@kelisim/api'
import type { FeedRow } from '@kelisim/store'
import { isLanguage, type Moment, toIso } from '@kelisim/terms'
import type { OwnData } from '@kelisim/work'

export function actionLine({ entry, index }: FeedRow): OwnAction {
  const { id, at, kind, actor, decision, operation, purpose, recipient } = entry
  const { code, clause, law, ground, policy } = entry
  return {
    id,
    at,
    kind,
    actor: { role: actor.role, id: actor.id },
    decision,
    operation,
    purpose,
    fields: entry.fields && [...entry.fields],
    recipient,
    code,
    clause,
    law,
    ground,
    consents: entry.consents && [...entry.consents],
    policy,
    paper: paperIn(entry),
    index,
  }
}

function paperIn({ detail }: FeedRow['entry']): OwnAction['paper'] {
  const { medium, day, document } = detail ?? {}
  if (medium !== 'paper' || typeof day !== 'string' || typeof document !== 'string')
    return undefined
  return { day, document }
}

export function everything(data: OwnData): OwnEverything {
  return {
    state: data.known.facts.state,
    categories: [...data.known.facts.subjectCategories],
    values: { ...data.values },
    boxes: data.boxes.map((box) => ({
      box: box.box,
      fields: [...box.fields],
      source: box.source,
      written_at: toIso(box.written_at),
      retain_until: toIso(box.retain_until),
    })),
    consents: data.consents.map(consentLine),
    applications: data.applications.map((application) => ({
      id: application.application_id,
      number: application.number,
      amount: application.amount_tenge,
      term_days: application.term_days,
      state: application.state,
      reason: application.reason,
      submitted_at: toIso(application.submitted_at),
      changed_at: toIso(application.changed_at),
    })),
    disclosures: data.disclosures.map((disclosure) => disclosureLine(data, disclosure)),
    requests: data.requests.map((request) => ({
      id: request.request_id,
      kind: request.kind,
      field: request.field,
      state: request.state,
      ground: request.ground,
      received_at: toIso(request.received_at),
      deadline: toIso(request.deadline_at),
      decided_at: momentText(request.decided_at),
    })),
    contracts: data.contracts.map((contract) => ({
      id: contract.contract_id,
      number: contract.number,
      side: contract.side,
      role: contract.role,
      starts_at: toIso(contract.starts_at),
      until: toIso(contract.until_at),
      ended_at: momentText(contract.ended_at),
    })),
    actions: data.feed.map(actionLine),
    actions_count: data.actions,
  }
}

function consentLine(consent: OwnData['consents'][number]): OwnEverything['consents'][number] {
  return {
    id: consent.consent_id,
    control: consent.control,
    purpose: consent.purpose,
    operations: [...consent.operations],
    fields: [...consent.fields],
    recipient: consent.recipient,
    channel: consent.channel,
    language: isLanguage(consent.language) ? consent.language : 'kk',
    text_sha256: consent.text_sha256,
    policy_version: consent.policy_version,
    granted_at: toIso(consent.granted_at),
    expires_at: toIso(consent.expires_at),
    withdrawn_at: momentText(consent.withdrawn_at),
  }
}

function disclosureLine(
  data: OwnData,
  disclosure: OwnData['disclosures'][number],
): OwnEverything['disclosures'][number] {
  const id = disclosure.disclosure_id
  return {
    id,
    application_id: disclosure.application_id,
    recipient: disclosure.recipient,
    consent_id: disclosure.consent_id,
    fields: [...disclosure.fields],
    state: disclosure.state,
    reason: disclosure.reason,
    place: disclosure.place,
    planned_at: toIso(disclosure.planned_at),
    sent_at: momentText(disclosure.sent_at),
    changed_at: toIso(disclosure.changed_at),
    outcomes: data.outcomes
      .filter((outcome) => outcome.disclosure_id === id)
      .map((outcome) => ({
        event: outcome.kind,
        occurred_at: toIso(outcome.occurred_at),
        received_at: toIso(outcome.received_at),
      })),
    notices: data.notices
      .filter((notice) => notice.disclosure_id === id)
      .map((notice) => ({
        kind: notice.kind,
        state: notice.state,
        planned_at: toIso(notice.planned_at),
        deadline: toIso(notice.deadline_at),
        confirmed_at: momentText(notice.confirmed_at),
      })),
  }
}

export function toldLines(
  told: readonly { readonly recipient: string; readonly deadline: Moment }[],
): { recipient: string; deadline: string }[] {
  return told.map(({ recipient, deadline }) => ({ recipient, deadline: toIso(deadline) }))
}

export function momentText(at: Moment | undefined): string | undefined {
  return at === undefined ? undefined : toIso(at)
}
