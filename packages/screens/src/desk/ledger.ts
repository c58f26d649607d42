/**
 * Is the ledger whole, and does the database stand as the ledger says? The officer's page.
 *
 * Shows the state; two buttons run the checks and the answer stands on the page: all good, or the
 * first bad place by name. Requirements: R-75, R-83, R-85, R-86, R-96.
 * Invariants I3, I7.
 */
import { type AuditFinding, dateTime, type LedgerFault, messages, number } from '@kelisim/messages'
import type { Moment } from '@kelisim/terms'
import { button, form, type Html, html, sheet, table, terms, verdict } from '@kelisim/ui'
import { DESK } from '../paths.ts'
import { type DeskFrame, deskHead, deskPage } from './frame.ts'
import { type KeysView, keysPart } from './ledger-keys.ts'
import { type WitnessesView, witnessesPart } from './ledger-witnesses.ts'

export interface LedgerView {
  readonly frame: DeskFrame
  readonly size: number
  /** Root hash as text; undefined before the first checkpoint. */
  readonly root?: string
  readonly checkpointAt?: Moment
  /** Actions recorded and not yet sequenced. */
  readonly waiting: number
  /** What `kelisim` would be told to check this ledger from outside. */
  readonly command: string
  readonly witnesses?: WitnessesView
  readonly keys?: KeysView
  readonly verification?: VerificationView
  readonly audit?: AuditView
}

export type VerificationView =
  | { readonly ok: true; readonly at: Moment; readonly size: number }
  | {
      readonly ok: false
      readonly at: Moment
      readonly fault: LedgerFault
      /** First bad entry; undefined when the fault concerns the ledger as a whole. */
      readonly entry?: number
      readonly path?: string
    }

export interface AuditView {
  readonly at: Moment
  readonly rows: number
  /** The database could not hold its indexes against their tables. */
  readonly indexesUnseen?: boolean
  readonly findings: readonly {
    readonly code: AuditFinding
    readonly table: string
    /** The row's key or the entry's place; never a value. */
    readonly where: string
  }[]
  /** How many there are when not all are listed. */
  readonly findingsAll: number
  /** False: the check itself could not be written down. */
  readonly recorded: boolean
}

export function ledgerScreen(view: LedgerView): Html {
  const { language } = view.frame
  const words = messages(language).desk.ledger
  return deskPage(view.frame, {
    current: 'ledger',
    title: words.title,
    content: html`${deskHead(words.sentence(view.size, number(language, view.size)))}
<div class="ledger"><div class="stack-5">
${sheet({ class: 'pane', content: state(view) })}
${outside(view)}
${view.keys === undefined ? '' : keysPart(language, view.keys)}</div>
<div class="stack-5">
${check(view, DESK.verify, words.verify, words.verifyNote, verification(view))}
${check(view, DESK.audit, words.audit, words.auditNote, audit(view))}
${witnessesPart(view.frame, view.witnesses)}</div></div>`,
  })
}

function state(view: LedgerView): Html {
  const { language } = view.frame
  const words = messages(language).desk.ledger
  return html`${terms([
    { label: words.size, value: html`<span class="num">${number(language, view.size)}</span>` },
    {
      label: words.root,
      value: html`<span class="id">${view.root === undefined ? '–' : `${view.root.slice(0, 12)} …`}</span>`,
    },
    {
      label: words.checkpoint,
      value:
        view.checkpointAt === undefined
          ? words.noCheckpoint
          : html`<span class="num">${dateTime(language, view.checkpointAt)}</span>`,
    },
    {
      label: words.waiting,
      value: html`<span class="num">${number(language, view.waiting)}</span><p class="note">${words.waitingNote}</p>`,
    },
    { label: words.handles, value: html`<p class="note">${words.handlesNote}</p>` },
  ])}`
}

function outside(view: LedgerView): Html {
  const words = messages(view.frame.language).desk.ledger
  return sheet({
    class: 'pane',
    content: html`<h2>${words.outside}</h2><p class="note">${words.outsideNote}</p><p><code class="id">${view.command}</code></p>`,
  })
}

function check(view: LedgerView, action: string, text: string, note: string, result: Html): Html {
  return sheet({
    class: 'pane',
    content: html`${form({
      action,
      csrf: view.frame.csrf,
      content: html`${button({ text, look: 'plain', dense: true })}`,
    })}<p class="note">${note}</p>${result}`,
  })
}

function verification(view: LedgerView): Html {
  const { language } = view.frame
  const words = messages(language).desk.ledger
  const found = view.verification
  if (found === undefined) return html``
  const checkedAt = words.checkedAt(dateTime(language, found.at))
  if (found.ok) {
    return verdict({
      tone: 'permitted',
      answer: words.good(number(language, found.size)),
      ground: checkedAt,
    })
  }
  const answer =
    found.entry === undefined ? words.badWhole : words.bad(number(language, found.entry))
  return verdict({
    tone: 'refused',
    answer,
    text: html`${words.fault[found.fault]}${
      found.path === undefined
        ? ''
        : html`<br>${words.badPath} <code class="id">${found.path}</code>`
    }`,
    ground: checkedAt,
    way: { heading: words.whatNow, content: words.whatNowText },
  })
}

function audit(view: LedgerView): Html {
  const { language } = view.frame
  const words = messages(language).desk.ledger
  const found = view.audit
  if (found === undefined) return html``
  const checkedAt = words.checkedAt(dateTime(language, found.at))
  if (found.findingsAll === 0 && !found.recorded) {
    return verdict({ tone: 'refused', answer: words.fault.not_recorded, ground: checkedAt })
  }
  if (found.findingsAll === 0) {
    return verdict({
      tone: 'permitted',
      answer: words.auditGood(number(language, found.rows)),
      ground:
        found.indexesUnseen === true ? html`${checkedAt}<br>${words.indexesUnseen}` : checkedAt,
    })
  }
  return html`${verdict({
    tone: 'refused',
    answer: words.auditBad(found.findingsAll),
    ground: checkedAt,
    way: { heading: words.whatNow, content: words.whatNowText },
  })}
${table({
  caption: words.findings,
  captionShown: true,
  columns: [
    { heading: words.findingTable },
    { heading: words.findingWhat },
    { heading: words.findingRow },
  ],
  rows: found.findings.map((finding) => [
    html`<code class="id">${finding.table}</code>`,
    words.finding[finding.code],
    html`<code class="id">${finding.where}</code>`,
  ]),
})}`
}
