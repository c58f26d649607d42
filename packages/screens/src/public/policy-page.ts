/**
 * The policy as a page: the same value the decisions are made from, with the program's reading beside
 * each clause. Nothing here is written by hand for one operator.
 *
 * Every correction of the source is named with its reason. No script; the address of a clause is
 * stable (`#c-2.1-1`, `/policy/clauses/2.1-1`). Law: 94-V art. 25(2)(1), 25(2)(1-1). Requirements: R-1, R-2, R-5 to R-7,
 * R-29, R-88, R-90 to R-93, R-97, R-98, section 7.
 */
import { dateOf, messages, since, until } from '@kelisim/messages'
import { transferFields } from '@kelisim/policy'
import type { Clause, Field, Policy, Purpose } from '@kelisim/policy'
import type { Language } from '@kelisim/terms'
import {
  type Content,
  chip,
  type Html,
  html,
  join,
  table,
  terms,
  type WhyNote,
  why,
} from '@kelisim/ui'
import { type Frame, publicPage } from '../frame.ts'
import { clauseLink, lawLinks } from './cite.ts'
import { lowerFirst } from './sentence.ts'
import {
  clauseAnchor,
  clausePagePath,
  documentsPath,
  policyDiffPath,
  PUBLIC,
  versionCopyPath,
} from './paths.ts'
import { acts, deadlines, measures, redactions, rights, signal, special } from './policy-law.ts'
import { sourceQuote, treatmentHeading } from './policy-source.ts'
import { supersededNote, type VersionsView } from './policy-versions.ts'

export interface PolicyPageView {
  readonly frame: Frame
  readonly policy: Policy
  /** Newest first, this one among them; empty where nobody asked. */
  readonly versions?: VersionsView
  /** Not in force yet: the page says so before anything else. */
  readonly draft?: boolean
}

interface Part {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly content: Content
}

export function policyPage(view: PolicyPageView): Html {
  const { frame, policy, versions = [] } = view
  const { language } = frame
  const words = messages(language).policy
  const isOld = versions.length > 0 && versions[0]?.version !== policy.version
  const parts = partsOf(language, policy, isOld ? policy.version : undefined)
  return publicPage(frame, {
    title: words.title,
    current: 'policy',
    mainClass: 'doc',
    main: html`${contents(language, parts)}
<div class="sheet paper">${view.draft === true ? draftMark(language) : ''}${supersededNote(language, policy, versions)}<h1>${words.title}</h1><p class="lead">${words.lead}</p>${facts(language, policy)}
${copies(language, policy, versions)}
${parts.map(
  (part) =>
    html`<section class="chapter" id="${part.id}"><h2>${part.number === '' ? '' : `${part.number}. `}${part.title}</h2>${part.content}</section>\n`,
)}</div>`,
  })
}

/** No preview can be taken for the policy, on the screen or cut out of it. */
function draftMark(language: Language): Html {
  const words = messages(language).policyText
  return html`<p class="old" role="note"><b>${words.draft}</b> ${words.draftNote}</p>`
}

/** `version`: of an older one, whose clauses have addresses under its number. */
function partsOf(language: Language, policy: Policy, version?: number): readonly Part[] {
  const words = messages(language).policy
  const made = (id: string, title: string, content: Content): Part => ({
    id,
    number: '',
    title,
    content,
  })
  return [
    ...policy.chapters.map((chapter) => ({
      id: `chapter-${chapter.number.toLowerCase()}`,
      number: chapter.number,
      title: chapter.title[language],
      content: chapter.clauses.map((clause) =>
        clauseRow(language, policy, clause, clausePagePath(clause.id, version)),
      ),
    })),
    made('purposes', words.purposes, purposes(language, policy)),
    made('data', words.data, dataList(language, policy)),
    made('special', words.special, special(language, policy)),
    made('subjects', words.subjects, subjects(language, policy)),
    made('operations', words.operations, operations(language, policy)),
    made('recipients', words.recipients, recipients(language, policy)),
    made('roles', words.roles, roles(language, policy)),
    ...(policy.register?.measureGrounds === undefined
      ? []
      : [made('measures', words.measures, measures(language, policy))]),
    made('rights', words.rights, rights(language, policy)),
    made('deadlines', words.deadlines, deadlines(language, policy)),
    made('acts', words.acts, acts(language, policy)),
    made('signal', messages(language).policyText.signal, signal(language)),
  ]
}

function contents(language: Language, parts: readonly Part[]): Html {
  const words = messages(language).policy
  const links = parts.map(
    (part) =>
      html`<a href="#${part.id}"><span class="num">${part.number}</span><span>${part.title}</span></a>`,
  )
  // Two faces of one list, of which a screen shows one: a column, or a menu where there is no room.
  return html`<nav class="toc" aria-label="${words.contents}"><p class="note">${words.contents}</p>${links}</nav>
<details class="menu toc-menu"><summary>${words.contents}</summary><nav aria-label="${words.contents}">${links}</nav></details>`
}

function facts(language: Language, policy: Policy): Html {
  const { policy: words, common } = messages(language)
  const fact = (label: string, value: Content): Html =>
    html`<div><dt>${label}</dt><dd>${value}</dd></div>`
  const { approval, operator } = policy
  return html`<dl class="facts">
${fact(words.version, html`<span class="num">${policy.version}</span>`)}
${fact(words.inForce, since(language, policy.effectiveFrom))}
${fact(words.approved, html`${words.approvedText(approval.approver, approval.number)}, ${dateOf(language, approval.date)}`)}
${fact(words.fingerprint, html`<span class="id">${policy.hash}</span>`)}
${fact(words.operator, html`${operator.name[language]}, ${common.bin} <span class="num">${operator.bin}</span>`)}
${fact(words.address, operator.address[language])}
${redactions(language, policy).map(({ label, value }) => fact(label, value))}
</dl>`
}

/** Other forms of the same: what differs from the version before, the source, paper, and for programs. */
function copies(language: Language, policy: Policy, versions: VersionsView): Html {
  const words = messages(language).policyText
  const at = versions.findIndex(({ version }) => version === policy.version)
  const before = at < 0 ? undefined : versions[at + 1]
  const links = [
    ...(before === undefined
      ? []
      : [
          html`<a href="${policyDiffPath(before.version, policy.version)}">${words.difference(before.version)}</a>`,
        ]),
    html`<a href="${PUBLIC.policyVersions}">${words.versions}</a>`,
    html`<a href="${PUBLIC.policySource}">${words.sourceTitle}</a>`,
    html`<a href="${versionCopyPath(policy.version, 'pdf')}?lang=${language}">${words.pdf}</a>`,
    html`<a href="${versionCopyPath(policy.version, 'json')}">${words.machine}</a>`,
    html`<a href="${documentsPath(policy.version)}">${words.documents(policy.version)}</a>`,
  ]
  return html`<p class="small copies">${join(links, ' · ')}</p>`
}

/** The clause and, in the margin, what the program does about it. */
function clauseRow(language: Language, policy: Policy, clause: Clause, address: string): Html {
  const notes = notesOf(language, policy, clause)
  return html`<article class="clause" id="${clauseAnchor(clause.id)}"><div class="n"><a href="${address}">${clause.id}</a></div><div><p>${clause.text[language]}</p>${sourceQuote(language, policy, clause)}</div>${why(notes)}</article>`
}

function notesOf(language: Language, policy: Policy, clause: Clause): readonly WhyNote[] {
  const words = messages(language).policy
  const purposes = policy.purposes.filter((purpose) => purpose.clause === clause.id)
  return [
    ...purposes.map((purpose) => ({
      heading: words.program,
      content: program(language, purpose),
    })),
    ...(clause.reason === undefined
      ? []
      : [
          {
            heading: treatmentHeading(language, clause),
            content: clause.reason[language],
          },
        ]),
    ...(clause.legal.length === 0
      ? []
      : [{ heading: words.law, content: lawLinks(language, ...clause.legal) }]),
  ]
}

/** The closed list, as the decisions have it: what an article orders stands in it beside what is asked for (R-6). */
function purposes(language: Language, policy: Policy): Html {
  return html`<ul class="plain-list">${policy.purposes.map(
    (purpose) =>
      html`<li>${purpose.title[language]} <span class="note">${clauseLink(purpose.clause)}</span><br><span class="small soft">${program(language, purpose)}</span>${activity(language, policy, purpose)}</li>`,
  )}</ul>`
}

/** By which method, on which articles; and what the processing could do to the person (R-5, R-29). */
function activity(language: Language, policy: Policy, purpose: Purpose): Content {
  const words = messages(language).policy.activity
  const kept = policy.register?.processing.find((one) => one.purpose === purpose.id)
  if (kept === undefined) return ''
  const { note } = kept
  const method = html`<br><span class="small soft">${words.method}: ${words.methods[kept.method]}. ${lawLinks(language, ...purpose.legal)}</span>`
  if (note === undefined) return method
  return html`${method}<details class="small"><summary>${words.note}</summary>${terms(
    (['rights', 'harm', 'reduced'] as const).map((key) => ({
      label: words[key],
      value: note[key][language],
    })),
  )}</details>`
}

function program(language: Language, purpose: Purpose): string {
  const words = messages(language).policy
  const channels = purpose.channels.map((channel) => words.channelNames[channel] ?? channel)
  return [
    purpose.ground === 'consent' ? words.purposeConsent(purpose.consentDays) : words.purposeStatute,
    ...(purpose.retentionDays > 0 ? [words.retention(purpose.retentionDays)] : []),
    words.onEnd[purpose.onEnd],
    ...(channels.length === 0 ? [] : [`${words.channels} ${channels.join(', ')}.`]),
    ...(purpose.depersonalisedOnly ? [words.depersonalisedOnly] : []),
    ...(purpose.clientsOnly ? [words.clientsOnly] : []),
  ].join(' ')
}

/** What is not collected gets no sign: there is nothing to point at. */
function stateOf(language: Language, item: Field): Html {
  const { state } = messages(language).policy
  if (item.default === 'off') return html`<span class="soft">${state.off}</span>`
  return chip(state[item.default], item.default === 'on' ? 'live' : 'quiet')
}

function dataList(language: Language, policy: Policy): Html {
  const words = messages(language).policy
  return table({
    caption: words.data,
    stack: true,
    columns: [
      { heading: words.dataItem },
      { heading: words.dataPurposes, short: words.dataPurposes },
      { heading: words.dataState, short: words.dataState },
      { heading: words.dataWhy, short: words.dataWhy },
    ],
    rows: policy.fields.map((item) => [
      html`<span class="note num">${item.number}</span> ${item.title[language]}<br><span class="note">${classOf(language, policy, item)}</span>`,
      purposesOf(policy, item),
      html`${stateOf(language, item)}${
        item.requiredToApply ? html`<span class="note"> ${words.required}</span>` : ''
      }`,
      html`<span class="soft">${item.why[language]}</span>`,
    ]),
  })
}

/** Category, access and sensitivity are three facts, and none stands for another (R-7; art. 6). */
function classOf(language: Language, policy: Policy, item: Field): string {
  const { itemClass: words } = messages(language).policy
  const category = policy.boxes.find(({ id }) => id === item.box)?.title[language] ?? item.box
  return [
    category,
    ...(item.access === undefined ? [] : [words.accesses[item.access]]),
    `${lowerFirst(words.sensitivity)}: ${words.sensitivities[item.class]}`,
  ].join('; ')
}

/** Purposes that ask for the item; the right to one's own data reaches every item and is not repeated. */
function purposesOf(policy: Policy, item: Field): Content {
  const named = policy.purposes.filter(
    (purpose) => item.purposes.includes(purpose.id) && purpose.everyStoredField !== true,
  )
  return item.default === 'off'
    ? ''
    : join(
        named.map((purpose) => clauseLink(purpose.clause)),
        ', ',
      )
}

function subjects(language: Language, policy: Policy): Html {
  return html`<ul class="plain-list">${policy.subjectCategories.map(
    (category) =>
      html`<li><span class="note num">${category.clause}</span> ${category.title[language]}</li>`,
  )}</ul>`
}

function operations(language: Language, policy: Policy): Html {
  const words = messages(language).policy
  return table({
    caption: words.operations,
    stack: true,
    columns: [{ heading: words.operation }, { heading: words.law, short: words.law }],
    rows: policy.operations.map((operation) => [
      html`<span class="note num">${operation.number}</span> ${operation.title[language]}`,
      lawLinks(language, ...operation.legal),
    ]),
  })
}

function recipients(language: Language, policy: Policy): Content {
  const { policy: words, common, home } = messages(language)
  return policy.recipients.map((recipient) => {
    const { agreement, licence } = recipient
    const purposes = agreement?.purposes ?? []
    const gets = new Set(purposes.flatMap((purpose) => transferFields(policy, recipient, purpose)))
    const titles = policy.fields
      .filter((item) => gets.has(item.id))
      .map((item) => lowerFirst(item.title[language]))
    return html`<article class="entry"><h3>${recipient.legalName?.[language] ?? recipient.name[language]}</h3>
<p class="note">${common.bin} <span class="num">${recipient.bin}</span> · ${home.licence} ${licence.number}, ${home.checked(dateOf(language, licence.checkedAt))}</p>
${
  agreement === undefined
    ? html`<p>${words.recipientNoAgreement}</p>`
    : html`<p class="small">${words.recipientAgreement(agreement.number, until(language, agreement.validTo))}</p>
<p class="small"><b>${words.recipientGets}</b> ${titles.join(', ')}.</p>`
}</article>`
  })
}

function roles(language: Language, policy: Policy): Html {
  return html`<ul class="plain-list">${policy.roles.map(
    (role) =>
      html`<li>${role.title[language]} <span class="note">${clauseLink(role.clause)}</span></li>`,
  )}</ul>`
}
