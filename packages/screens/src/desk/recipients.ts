/**
 * Who may receive data now, and does the person responsible suspend one of them?
 *
 * The consequence stands beside the button (`supervised.ts`): how many transfers that wait would stop. Resuming is not
 * offered while the recipient's own word is that it deviates (`attestation.ts`).
 *
 * Law: 94-V art. 10(1). Requirements: R-59, R-71, R-84. Invariant I6.
 */
import { lastsUntil, messages, number } from '@kelisim/messages'
import type { Language, Moment, Texts } from '@kelisim/terms'
import { chip, type Html, html } from '@kelisim/ui'
import { incidentPath, recipientStatePath } from '../paths.ts'
import { type AttestingView, attestationPart, isDeviating } from './attestation.ts'
import { type DeskFrame, deskHead, deskPage } from './frame.ts'
import { type Supervised, type Suspension, supervisedCards } from './supervised.ts'

export interface SupervisedView {
  readonly id: string
  readonly name: Texts
  readonly agreement?: { readonly number: string; readonly until: Moment }
  readonly planned: number
  readonly sent: number
  readonly suspended?: Suspension
  /** An incident stopped it: what, and where it is given back. */
  readonly stopped?: {
    readonly incident: string
    readonly isKeyRevoked: boolean
    readonly isSuspended: boolean
  }
  /** Its form came without a reason of the right length. */
  readonly unreasoned?: boolean
  /** What it attested of its use of the data (R-71). */
  readonly attesting: AttestingView
}

export interface RecipientsDeskView {
  readonly frame: DeskFrame
  readonly recipients: readonly SupervisedView[]
}

export function supervisionScreen(view: RecipientsDeskView): Html {
  const { language } = view.frame
  const words = messages(language).desk.recipients
  const suspended = view.recipients.filter((one) => one.suspended !== undefined).length
  const overdue = view.recipients.filter((one) => one.attesting.isOverdue).length
  const late = overdue === 0 ? '' : `; ${messages(language).attestation.overdueOf(overdue)}`
  return deskPage(view.frame, {
    current: 'recipients',
    title: words.title,
    content: html`${deskHead(`${words.sentence(view.recipients.length, suspended)}${late}`, words.note)}
${supervisedCards(
  view.frame,
  view.recipients.map((one) => supervised(view.frame, one)),
)}`,
  })
}

function supervised(frame: DeskFrame, one: SupervisedView): Supervised {
  const { language } = frame
  const words = messages(language).desk.recipients
  const agreement =
    one.agreement && html`${one.agreement.number}, ${lastsUntil(language, one.agreement.until)}`
  return {
    kind: 'recipient',
    id: one.id,
    name: one.name[language],
    words,
    terms: [
      ...(agreement === undefined ? [] : [{ label: words.agreement, value: agreement }]),
      { label: words.sent, value: figure(language, one.sent) },
      { label: words.planned, value: figure(language, one.planned) },
    ],
    suspended: one.suspended,
    consequence: words.consequence(one.planned),
    suspendPath: recipientStatePath(one.id, 'suspend'),
    resumePath: recipientStatePath(one.id, 'resume'),
    unreasoned: one.unreasoned,
    ...stoppedBy(language, one),
    below: attestationPart(frame, { ...one, name: one.name[language] }),
  }
}

/** What an incident stopped is given back on its page, what the recipient's own paper stopped by a newer paper. */
function stoppedBy(
  language: Language,
  { stopped, suspended, attesting }: SupervisedView,
): Pick<Supervised, 'above' | 'hasNoWay'> {
  const { attestation, desk, incidents } = messages(language)
  const words = desk.recipients
  const isHeld = suspended !== undefined && isDeviating(attesting)
  const held = isHeld ? html`<p class="note">${attestation.deviates}</p>` : ''
  if (stopped === undefined) return { above: held, hasNoWay: isHeld }
  const key = stopped.isKeyRevoked ? chip(incidents.contained.kind.revoke_key, 'no') : ''
  return {
    above: html`<p>${key}</p><p class="note">${words.byIncident} <a href="${incidentPath(stopped.incident)}">${words.toIncident}</a></p>${held}`,
    hasNoWay: stopped.isSuspended || isHeld,
  }
}

function figure(language: Language, count: number): Html {
  return html`<span class="num">${number(language, count)}</span>`
}
