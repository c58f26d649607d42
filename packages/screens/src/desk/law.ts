/**
 * What does each requirement stand on, and what answers it: the clauses, articles, purposes, rights and periods of
 * the policy in force, beside the modules, tests, screens and evidence of the program's register?
 *
 * For the person responsible. The left half is made from the policy that decides now, so a change of it is seen at once;
 * the right half is the register that `scripts/law.mjs` made from this program. Changes nothing, works without script.
 *
 * Law: 94-V art. 25(2)(3), 25(3). Requirements: R-2, R-4, R-8, R-38.
 */
import { article, INVARIANTS, messages, number } from '@kelisim/messages'
import type { Policy } from '@kelisim/policy'
import type { Language, Texts } from '@kelisim/terms'
import {
  button,
  chip,
  choice,
  type Content,
  html,
  type Html,
  join,
  sheet,
  terms,
} from '@kelisim/ui'
import { DESK } from '../paths.ts'
import { clauseLink, lawLinks } from '../public/cite.ts'
import { period } from '../public/policy-law.ts'
import { type DeskFrame, deskHead, deskPage } from './frame.ts'

export const LAW_STATUSES = ['built', 'untested', 'data_only', 'not_built'] as const
export type LawStatus = (typeof LAW_STATUSES)[number]
const PARTS = ['rules', 'modules', 'tests', 'screens', 'evidence'] as const

const TONE = { built: 'ok', untested: 'near', data_only: 'quiet', not_built: 'no' } as const

/** Requirement → what the program says of it. `rules` are codes of the checker; clauses come from the policy. */
export type LawRegister = ReadonlyMap<
  string,
  Readonly<Record<(typeof PARTS)[number], readonly string[]>> & {
    readonly status: LawStatus
    readonly claimed: boolean
    /** Of a principle of processing: the invariants that hold it, and who tries to break them (R-8). */
    readonly principle?: {
      readonly invariants: readonly string[]
      readonly tests: readonly string[]
    }
  }
>

export interface LawAsked {
  readonly article?: string
  readonly requirement?: string
  readonly status?: LawStatus
}

export interface LawScreen {
  readonly frame: DeskFrame
  readonly policy: Policy
  readonly register: LawRegister
  readonly asked: LawAsked
}

/** Everything the policy in force says under one number. */
interface Row {
  readonly name: string
  readonly clauses: readonly string[]
  /** What the first of them says, so that a number means something to its reader. */
  readonly says?: Texts
  readonly purposes: Policy['purposes']
  readonly rights: Policy['rights']
  readonly articles: readonly string[]
}

export function lawScreen({ frame, policy, register, asked }: LawScreen): Html {
  const { language } = frame
  const words = messages(language).deskLaw
  const rows = rowsOf(policy, register)
  const shown = rows.filter((row) => isAsked(row, register, asked))
  const built = [...register.values()].filter(({ status }) => status === 'built').length
  return deskPage(frame, {
    current: 'law',
    title: words.title,
    content: html`${deskHead(words.sentence(built, rows.length), register.size === 0 ? words.stale : words.note)}
<div class="stack-5">
${sheet({ class: 'pane', content: filter(language, policy, rows, asked) })}
<p class="small" role="status">${words.shown(number(language, shown.length), number(language, rows.length))}</p>
${shown.length === 0 ? html`<p>${words.nothing}</p>` : sheet({ class: 'pane', content: list(language, policy, register, shown) })}</div>`,
  })
}

function rowsOf(policy: Policy, register: LawRegister): readonly Row[] {
  const clauses = policy.chapters.flatMap((chapter) => chapter.clauses)
  const cited = [
    ...clauses.flatMap(({ requirements }) => requirements),
    ...[...policy.purposes, ...policy.rights].map(({ requirement }) => requirement),
  ]
  const names = [...new Set([...register.keys(), ...cited])].toSorted(byNumber)
  return names.map((name) => {
    const own = clauses.filter(({ requirements }) => requirements.includes(name))
    const purposes = policy.purposes.filter(({ requirement }) => requirement === name)
    const rights = policy.rights.filter(({ requirement }) => requirement === name)
    const legal = [...own, ...purposes, ...rights].flatMap((one) => one.legal)
    return {
      name,
      clauses: own.map(({ id }) => id),
      ...(own[0] === undefined ? {} : { says: own[0].text }),
      purposes,
      rights,
      articles: [...new Set(legal)],
    }
  })
}

/** R-2 before R-10, and the policy's requirements before the law's. */
function byNumber(one: string, other: string): number {
  const [kind = '', digits = ''] = one.split('-')
  const [otherKind = '', otherDigits = ''] = other.split('-')
  if (kind !== otherKind) return kind > otherKind ? -1 : 1
  return Number(digits) - Number(otherDigits)
}

function isAsked(row: Row, register: LawRegister, asked: LawAsked): boolean {
  return (
    (asked.article === undefined || row.articles.includes(asked.article)) &&
    (asked.requirement === undefined || row.name === asked.requirement) &&
    (asked.status === undefined || register.get(row.name)?.status === asked.status)
  )
}

/** A form of GET: what is asked stands in the address and can be kept. */
function filter(
  language: Language,
  policy: Policy,
  rows: readonly Row[],
  asked: LawAsked,
): Content {
  const words = messages(language).deskLaw
  return html`<form method="get" action="${DESK.law}" class="question">${choice({
    id: 'article',
    label: words.article,
    none: words.anyArticle,
    value: asked.article ?? '',
    options: policy.legal.map(({ id }) => ({ value: id, text: article(language, id) })),
  })}${choice({
    id: 'requirement',
    label: words.requirement,
    none: words.anyRequirement,
    value: asked.requirement ?? '',
    options: rows.map(({ name }) => ({ value: name, text: name })),
  })}${choice({
    id: 'status',
    label: words.status,
    none: words.anyStatus,
    value: asked.status ?? '',
    options: LAW_STATUSES.map((name) => ({ value: name, text: words.states[name] })),
  })}<p class="actions">${button({ text: words.show })}</p></form>`
}

function list(
  language: Language,
  policy: Policy,
  register: LawRegister,
  rows: readonly Row[],
): Html {
  const words = messages(language).deskLaw
  return html`<div aria-label="${words.caption}" role="group">${rows.map(
    (row) =>
      html`<article class="entry" id="${row.name}"><h2 class="num">${row.name}</h2>${terms([
        { label: words.column.policy, value: inPolicy(language, policy, row) },
        {
          label: words.column.law,
          value: row.articles.length === 0 ? words.noLaw : lawLinks(language, ...row.articles),
        },
        { label: words.column.program, value: inProgram(language, register, row) },
        ...heldBy(language, register.get(row.name)?.principle),
      ])}</article>\n`,
  )}</div>`
}

type Principle = NonNullable<ReturnType<LawRegister['get']>>['principle']

/** What holds a principle: the invariant in words, then its tests. */
function heldBy(language: Language, principle: Principle) {
  if (principle === undefined) return []
  const words = messages(language).deskLaw
  const { invariants, tests } = principle
  const said = INVARIANTS.filter((name) => invariants.includes(name)).map(
    (name) => html`<li><b class="num">${name}</b> ${words.invariants[name]}</li>`,
  )
  const value = html`<ul class="plain-list">${said}</ul><details><summary>${words.parts.tests(tests.length)}</summary><ul class="plain-list small">${tests.map((name) => html`<li>${breakable(name)}</li>`)}</ul></details>`
  return [{ label: words.column.principle, value }]
}

function inPolicy(language: Language, policy: Policy, row: Row): Content {
  const words = messages(language).deskLaw
  const clauses = row.clauses.map((id) => clauseLink(id))
  const parts = [
    ...(row.says === undefined ? [] : [html`${row.says[language]}`]),
    ...(clauses.length === 0 ? [] : [html`${words.clauses}: ${join(clauses, ', ')}`]),
    ...row.purposes.map(({ title }) => html`${words.purposes}: ${title[language]}`),
    ...row.rights.map((right) => {
      const deadline = policy.deadlines.find(({ id }) => id === right.deadline)
      return html`${words.rights}: ${right.title[language]} – <span class="nb">${right.deadline}</span>, ${period(language, deadline)}`
    }),
  ]
  return parts.length === 0 ? words.silent : join(parts, html`<br>`)
}

function inProgram(language: Language, register: LawRegister, row: Row): Content {
  const words = messages(language).deskLaw
  const known = register.get(row.name)
  if (known === undefined) return words.none
  const tone = TONE[known.status]
  const parts = PARTS.filter((part) => known[part].length > 0)
  const names = parts.map(
    (part) =>
      html`<p><b>${words.parts[part](known[part].length)}</b></p><ul class="plain-list small">${known[part].map((name) => html`<li>${breakable(name)}</li>`)}</ul>`,
  )
  const counts = parts.map((part) => words.parts[part](known[part].length)).join(' · ')
  const state = html`${chip(words.states[known.status], tone)}${known.claimed ? html` <span class="note">${words.claimed}</span>` : ''}`
  return parts.length === 0
    ? state
    : html`${state}<details><summary>${counts}</summary>${names}</details>`
}

/** A path or a code may break after its parts, so that it fits a narrow page. */
function breakable(name: string): Html {
  return join(
    name.split(/(?<=[/_.])/).map((part) => html`${part}`),
    html`<wbr>`,
  )
}
