/**
 * The versions of the policy, and what each changed in words: taken out, added, side by side.
 *
 * A version that was in force keeps its address, its copies and its fingerprint for ever. Law: 94-V
 * art. 25(2)(1-1). Requirements: R-2, R-17, R-88.
 */
import { dateOf, messages } from '@kelisim/messages'
import {
  changedEntries,
  type EntryChange,
  type Policy,
  type ValueChange,
  wordDiff,
} from '@kelisim/policy'
import type { Language } from '@kelisim/terms'
import { chip, type Content, html, type Html, sheet, table } from '@kelisim/ui'
import { type ChangeWords, changeWords } from '../change-words.ts'
import { type Frame, publicPage } from '../frame.ts'
import { documentsPath, policyDiffPath, PUBLIC, versionCopyPath, versionPath } from './paths.ts'

export interface VersionLine {
  readonly version: number
  readonly hash: string
  /** The first day in force, as the approved text says it; when the program took it up stands in the ledger. */
  readonly from: string
}

/** Newest first; the first one is in force. */
export type VersionsView = readonly VersionLine[]

export function policyVersionsPage(frame: Frame, versions: VersionsView): Html {
  const { policyText: words, policy } = messages(frame.language)
  return publicPage(frame, {
    title: `${words.versions}, ${policy.title}`,
    current: 'policy',
    main: html`<header class="head"><h1>${words.versions}</h1><p class="lead">${words.versionsLead}</p></header>
${sheet({ class: 'paper', content: versionsTable(frame.language, versions) })}`,
  })
}

export function versionsTable(language: Language, versions: VersionsView): Html {
  const { policyText: words, policy } = messages(language)
  return table({
    caption: words.versions,
    stack: true,
    columns: [
      { heading: policy.version },
      { heading: words.inForceFrom, short: words.inForceFrom },
      { heading: policy.fingerprint, short: policy.fingerprint },
      { heading: words.copies, short: words.copies },
      { heading: words.differences, short: words.differences },
    ],
    rows: versions.map((line, at) => row(language, line, versions[at + 1], at === 0)),
  })
}

function row(
  language: Language,
  line: VersionLine,
  before: VersionLine | undefined,
  inForce: boolean,
): readonly Content[] {
  const words = messages(language).policyText
  const { version, hash, from } = line
  return [
    html`<a href="${versionPath(version)}">${words.version(version)}</a> ${chip(
      words.state[inForce ? 'inForce' : 'superseded'],
      inForce ? 'live' : 'quiet',
    )}`,
    html`<span class="num">${dateOf(language, from)}</span>`,
    html`<span class="id">${hash.slice(0, 8)} … ${hash.slice(-8)}</span>`,
    html`<a href="${versionCopyPath(version, 'pdf')}?lang=${language}">PDF</a> · <a href="${versionCopyPath(version, 'json')}">JSON</a> · <a href="${documentsPath(version)}">${words.documents(version)}</a>`,
    before === undefined
      ? words.firstVersion
      : html`<a href="${policyDiffPath(before.version, version)}">${words.difference(before.version)}</a>`,
  ]
}

/** Says on every page of an older version which one holds now. */
export function supersededNote(
  language: Language,
  policy: Policy,
  versions: VersionsView,
): Content {
  const inForce = versions[0]
  if (inForce === undefined || inForce.version === policy.version) return ''
  const words = messages(language).policyText
  return html`<p class="old" role="note">${words.notInForce(inForce.version)} <a href="${PUBLIC.policy}">${words.version(inForce.version)}</a> · <a href="${policyDiffPath(policy.version, inForce.version)}">${words.difference(policy.version)}</a></p>`
}

export interface PolicyDiffView {
  readonly frame: Frame
  readonly before: Policy
  readonly after: Policy
}

export function policyDiffPage({ frame, before, after }: PolicyDiffView): Html {
  const { language } = frame
  const words = messages(language).policyText
  const changes = changedEntries(before, after).filter(({ kind }) => kind !== 'card')
  const said = changeWords(language, before, after)
  const shown = changes.flatMap((change) => entry(language, said, change))
  return publicPage(frame, {
    title: words.diffTitle(before.version, after.version),
    current: 'policy',
    main: html`<header class="head"><h1>${words.diffTitle(before.version, after.version)}</h1><p class="lead">${
      shown.length === 0 ? words.same : words.diffLead
    }</p></header>
<p class="small"><a href="${versionPath(before.version)}">${words.version(before.version)}</a> · <a href="${versionPath(after.version)}">${words.version(after.version)}</a> · <a href="${PUBLIC.policyVersions}">${words.versions}</a></p>
${shown.length === 0 ? '' : sheet({ class: 'paper room', content: html`<p class="note">${words.changed(shown.length)}</p>${shown}` })}`,
  })
}

/** An entry is shown when a text of this language or a value of it differs. */
function entry(language: Language, said: ChangeWords, change: EntryChange): readonly Html[] {
  const words = messages(language).policyText
  const texts = change.texts.filter(({ languages }) => languages.includes(language))
  if (texts.length === 0 && change.values.length === 0) return []
  const title =
    change.kind === 'clause' ? words.clause(change.id) : (said.title(change) ?? change.id)
  return [
    html`<article class="entry"><h2>${title} ${chip(words.change[change.change])}</h2>
<p class="note">${said.kind(change)} <code class="id">${change.id}</code></p>
${texts.map(({ before, after }) => html`<p>${runs(before?.[language] ?? '', after?.[language] ?? '')}</p>`)}
${change.values.map((value) => html`<p class="note">${said.key(value.path) ?? html`<code class="id">${value.path}</code>`}: ${sides(said, value)}</p>`)}</article>\n`,
  ]
}

/** Of a list only what left it and what came. */
function sides(said: ChangeWords, { before, after, removed, added }: ValueChange): Content {
  const gone = removed ?? (before === undefined ? [] : [before])
  const come = added ?? (after === undefined ? [] : [after])
  const named = (one: string) => said.value(one)
  return html`${gone.length === 0 ? '' : html`<del>${gone.map(named).join(', ')}</del> `}${come.length === 0 ? '' : html`<ins>${come.map(named).join(', ')}</ins>`}`
}

/** Out and in, in the marks that a reader of the page hears as well. */
function runs(before: string, after: string): readonly Content[] {
  return wordDiff(before, after).map(({ kind, text }) => {
    if (kind === 'kept') return text
    return kind === 'gone'
      ? html`<del>${text.trimEnd()}</del> `
      : html`<ins>${text.trimEnd()}</ins> `
  })
}
