/**
 * The frame of one edition at the desk: its number and state, its parts as tabs, what was found in it.
 *
 * Requirements: R-1, R-88, R-90. Shows; which steps are open is decided by the server and asked again
 * by the use cases.
 */
import { dateTime, type EditionState, messages } from '@kelisim/messages'
import type { Language, Moment, Refusal } from '@kelisim/terms'
import {
  attributes,
  type ChipTone,
  type Content,
  chip,
  form,
  hidden,
  type Html,
  html,
  sheet,
  verdict,
} from '@kelisim/ui'
import { ground } from '@kelisim/messages'
import { DESK, editionPath } from '../paths.ts'
import { type DeskFrame, deskPage } from './frame.ts'

export type EditionPart = 'overview' | 'fields' | 'words' | 'head' | 'files' | 'preview' | 'changes'

export interface EditionCard {
  readonly id: string
  readonly version: number
  readonly state: EditionState
  readonly revision: number
  readonly changedBy: string
  readonly changedAt: Moment
}

export interface FindingView {
  readonly severity: 'error' | 'warning'
  readonly code: string
  readonly where: string
  readonly clause: string
  /** What is wrong and what to do, in the language of the page. */
  readonly what: string
  readonly todo: string
  /** The page that edits what was found. */
  readonly href: string
}

/** Why a save or a step did not happen. */
export interface TroubleView {
  readonly refusal: Refusal
  /** Of a stale edit: what the person had written, by label. */
  readonly typed?: readonly { readonly label: string; readonly text: string }[]
}

export interface EditionView {
  readonly frame: DeskFrame
  readonly edition: EditionCard
  readonly findings: readonly FindingView[]
  readonly saved?: boolean
  readonly trouble?: TroubleView
}

export const STATE_TONE: Readonly<Record<EditionState, ChipTone>> = {
  draft: 'quiet',
  checked: 'near',
  approved: 'live',
  published: 'live',
  in_force: 'ok',
  superseded: 'quiet',
  discarded: 'no',
}

/** A page of an edition; `content` stands beside the findings. */
export function editionPage(
  view: EditionView,
  part: EditionPart,
  content: Content,
  heading?: string,
): Html {
  const { frame, edition } = view
  const words = messages(frame.language).deskPolicy
  const title = words.edition(edition.version)
  return deskPage(frame, {
    current: 'policy',
    title: heading === undefined ? title : `${heading}, ${title}`,
    content: html`<header class="edition-head"><p class="small"><a href="${DESK.policy}">${words.title}</a></p>
<h1>${title} ${chip(words.state[edition.state], STATE_TONE[edition.state])}</h1></header>
${tabs(view, part)}
${said(view)}
<div class="${part === 'fields' ? 'edition wide' : 'edition'}"><div class="stack-5">${heading === undefined ? '' : html`<h2 class="part">${heading}</h2>`}${content}</div>
<aside class="stack-5">${findingsPart(frame.language, view.findings)}</aside></div>`,
  })
}

function tabs({ frame, edition }: EditionView, part: EditionPart): Html {
  const { parts } = messages(frame.language).deskPolicy
  const places: readonly (readonly [EditionPart, string, string])[] = [
    ['overview', '', parts.overview],
    ['fields', 'fields', parts.fields],
    ['words', 'words', parts.words],
    ['head', 'head', parts.head],
    ['files', 'files', parts.files],
    ['preview', 'preview', parts.preview],
    ['changes', 'changes', parts.changes],
  ]
  return html`<nav class="toolbar filters edition-tabs" aria-label="${parts.label}">${places.map(
    ([name, path, text]) =>
      html`<a${attributes({
        href: editionPath(edition.id, path),
        'aria-current': name === part ? 'page' : undefined,
      })}>${text}</a>`,
  )}</nav>`
}

function said(view: EditionView): Html {
  const { language } = view.frame
  const words = messages(language).deskPolicy
  if (view.trouble !== undefined) return trouble(language, view, view.trouble)
  return view.saved === true ? html`<p class="saved" role="status">${words.act.saved}</p>` : html``
}

function trouble(
  language: Language,
  { edition }: EditionView,
  { refusal, typed }: TroubleView,
): Html {
  const { deskPolicy: words, refusals } = messages(language)
  const { text, way } = refusals[refusal.code]
  const isStale = refusal.code === 'edition_changed'
  const who = words.conflict.by(edition.changedBy, dateTime(language, edition.changedAt))
  const mine =
    typed === undefined || typed.length === 0
      ? ''
      : html`<details><summary>${words.conflict.typed}</summary><dl class="terms">${typed.map(
          (one) => html`<dt>${one.label}</dt><dd>${one.text}</dd>`,
        )}</dl></details>`
  return html`<div class="said" role="alert">${verdict({
    tone: 'refused',
    answer: isStale ? words.conflict.heading : text,
    text: html`${isStale ? who : ''}${
      refusal.where === undefined ? '' : html` <code class="id">${refusal.where}</code>`
    }${mine}`,
    ground: ground(language, refusal.clause, refusal.law),
    way: { heading: words.act.heading, content: way },
  })}</div>`
}

export function findingsPart(language: Language, findings: readonly FindingView[]): Html {
  const words = messages(language).deskPolicy.findings
  const errors = findings.filter((finding) => finding.severity === 'error')
  const warnings = findings.filter((finding) => finding.severity === 'warning')
  const count = (text: string, tone: ChipTone) => chip(text, tone)
  const content =
    findings.length === 0
      ? html`<p class="note">${words.none}</p>`
      : html`<p>${errors.length === 0 ? '' : count(words.errors(errors.length), 'no')} ${
          warnings.length === 0 ? '' : count(words.warnings(warnings.length), 'near')
        }</p>
<ul class="findings">${[...errors, ...warnings].map(
          (finding) =>
            html`<li class="${finding.severity}"><p><a href="${finding.href}"><code class="id">${finding.where}</code></a> <code class="id">${finding.code}</code>${
              finding.clause === '' ? '' : ` · ${finding.clause}`
            }</p><p><strong>${words[finding.severity]}:</strong> ${finding.what}</p><p class="note">${finding.todo}</p></li>`,
        )}</ul>`
  return sheet({
    class: 'pane',
    label: words.heading,
    content: html`<h2>${words.heading}</h2>${content}`,
  })
}

/** A form that changes a draft; of an edition that is none any more it shows the values alone. */
export function draftForm(view: EditionView, part: string, content: Content): Html {
  const { edition, frame } = view
  const words = messages(frame.language).deskPolicy
  if (edition.state !== 'draft') {
    return html`<p class="note">${words.act.locked}</p><fieldset class="bare" disabled>${content}</fieldset>`
  }
  return form({
    action: editionPath(edition.id, part),
    csrf: frame.csrf,
    class: 'draft-form',
    content: html`${hidden('revision', String(edition.revision))}${content}
<div class="save"><button type="submit" class="btn">${words.act.save}</button></div>`,
  })
}

export interface AreaView {
  readonly id: string
  readonly label: Content
  readonly value: string
  readonly rows?: number
  readonly lang?: string
  readonly hint?: string
}

/** Several lines of text. */
export function area(view: AreaView): Html {
  return html`<div class="field"><label for="${view.id}">${view.label}</label>${
    view.hint === undefined ? '' : html`<p class="note" id="${view.id}-hint">${view.hint}</p>`
  }<textarea${attributes({
    class: 'input area',
    id: view.id,
    name: view.id,
    rows: view.rows ?? 2,
    lang: view.lang,
    'aria-describedby': view.hint === undefined ? undefined : `${view.id}-hint`,
  })}>${view.value}</textarea></div>`
}

export const LANGUAGE_NAME: Readonly<Record<Language, string>> = {
  kk: 'Қазақша',
  ru: 'Русский',
  en: 'English',
}
