/**
 * What did a recipient attest, by when does it attest again, and the form that enters the paper it signed?
 *
 * A part of each card of the page of recipients. The consequence stands beside the button before it is pressed.
 *
 * Law: 94-V art. 10(1), 14. Requirement: R-71.
 */
import { date, dateOf, lastsUntil, messages } from '@kelisim/messages'
import { ATTESTATION_DAYS, ATTESTED, type Attested, type Moment } from '@kelisim/terms'
import { button, chip, choice, errorSummary, field, fold, form, type Html, html } from '@kelisim/ui'
import { attestationPath } from '../paths.ts'
import type { DeskFrame } from './frame.ts'

export type AttestationFault = keyof ReturnType<typeof messages>['attestation']['fault']

export interface AttestationTyped {
  readonly document: string
  readonly signedOn: string
  readonly said: string
  readonly words: string
}

export interface AttestingView {
  /** Newest first. */
  readonly papers: readonly {
    readonly document: string
    /** ISO date. */
    readonly signedOn: string
    readonly said: Attested
    readonly words: string | undefined
  }[]
  readonly due: Moment | undefined
  readonly isOverdue: boolean
  /** Its form came with a fault. */
  readonly typed?: AttestationTyped
  readonly fault?: AttestationFault
}

interface Attester {
  readonly id: string
  readonly name: string
  readonly attesting: AttestingView
}

const TONE = { conforms: 'ok', deviates: 'no' } as const

export function isDeviating({ papers }: AttestingView): boolean {
  return papers[0]?.said === 'deviates'
}

export function attestationPart(frame: DeskFrame, one: Attester): Html {
  const words = messages(frame.language).attestation
  const { papers, fault } = one.attesting
  const told = papers.length === 0 ? html`<p>${words.none}</p>` : paperList(frame, papers)
  const { name: of } = one
  const content = enter(frame, one)
  return html`<section class="stack-3"><h3>${words.heading}</h3>
<p class="note">${words.note(ATTESTATION_DAYS)}</p>
${told}${dueLine(frame, one.attesting)}
${fold({ summary: words.form.heading, of, open: fault !== undefined, content })}</section>`
}

function paperList({ language }: DeskFrame, papers: AttestingView['papers']): Html {
  const words = messages(language).attestation
  const line = ({ document, signedOn, said, words: more }: AttestingView['papers'][number]) =>
    html`<li>${chip(words.said[said], TONE[said])} ${document}, <span class="num nb">${dateOf(language, signedOn)}</span>${
      more === undefined ? '' : html` <span class="note">${more}</span>`
    }</li>`
  return html`<ul class="plain-list">${papers.map(line)}</ul>`
}

function dueLine({ language }: DeskFrame, { due, isOverdue }: AttestingView): Html {
  const words = messages(language).attestation
  if (due === undefined) return html``
  const when = isOverdue ? date(language, due) : lastsUntil(language, due)
  const late = isOverdue ? html` ${chip(words.overdue, 'no')}` : ''
  return html`<p>${words.due}: <span class="num nb">${when}</span>${late}</p>`
}

function enter({ language, csrf }: DeskFrame, { id: recipient, name, attesting }: Attester): Html {
  const { common, attestation } = messages(language)
  const { form: words, fault: faults, said } = attestation
  const { typed, fault } = attesting
  const id = (place: AttestationFault) => `attested-${recipient}-${place}`
  const error = (place: AttestationFault) => (fault === place ? faults[place] : undefined)
  const summary = fault === undefined ? [] : [{ id: id(fault), text: faults[fault] }]
  const part = (place: AttestationFault) => ({
    id: id(place),
    name: place,
    label: words[place],
    value: typed?.[place] ?? '',
    error: error(place),
  })
  return form({
    action: attestationPath(recipient),
    csrf,
    class: 'stack-3',
    label: words.enterNamed(name),
    content: html`${errorSummary(common.faults, summary)}
${field({ ...part('document'), hint: words.documentNote, maxlength: 80, required: true })}
${field({ ...part('signedOn'), type: 'date', width: 'date', required: true })}
${choice({ ...part('said'), none: words.choose, required: true, options: ATTESTED.map((value) => ({ value, text: said[value] })) })}
${field({ ...part('words'), hint: words.wordsNote, maxlength: 500 })}
<p class="note">${words.consequence}</p>
${button({ text: words.enter, look: 'plain', dense: true, label: words.enterNamed(name) })}`,
  })
}
