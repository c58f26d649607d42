/**
 * The lower half of the policy page: what is never collected, rights, clocks, acts of the law.
 *
 * A period is shown from its dated row (I10); a number of ours, where the law gives none, is called ours.
 * Law: 94-V art. 22(1), 25(2)(2). Requirements: R-19, R-20, R-74.
 */
import { article, dateOf, messages } from '@kelisim/messages'
import type { Deadline, Policy } from '@kelisim/policy'
import type { Language } from '@kelisim/terms'
import { type Content, type Html, html, table } from '@kelisim/ui'
import { clauseLink, lawAnchor, lawLinks } from './cite.ts'
import { upperFirst } from './sentence.ts'

export function special(language: Language, policy: Policy): Html {
  const words = messages(language).policy
  return html`<p>${words.specialText}</p><ul class="plain-list">${policy.specialCategories.map(
    (category) =>
      html`<li>${category.title[language]}${category.exception === undefined ? '' : html`: ${category.exception.statement[language]}`} <span class="note">${lawLinks(language, category.legal, ...(category.exception?.legal ?? []))}</span></li>`,
  )}</ul>`
}

/** Two lists of one catalogue: what the law orders, and what was chosen, each with its ground (R-74). */
export function measures(language: Language, policy: Policy): Html {
  const words = messages(language).policy
  const clauses = policy.chapters.flatMap((chapter) => chapter.clauses)
  const grounds = policy.register?.measureGrounds ?? []
  const row = (id: string, why: Content): Html => {
    const clause = clauses.find((known) => known.id === id)
    return html`<li>${clause?.text[language] ?? id} <span class="note">${clauseLink(id)}</span><br><span class="small soft">${why}</span></li>`
  }
  const ordered = grounds.flatMap(({ measure, orderedBy }) =>
    orderedBy === undefined ? [] : [row(measure, lawLinks(language, ...orderedBy))],
  )
  const chosen = grounds.flatMap(({ measure, because }) =>
    because === undefined ? [] : [row(measure, because[language])],
  )
  return html`<p>${words.measuresText}</p><h3>${words.measureOrdered}</h3><ul class="plain-list">${ordered}</ul>
<h3>${words.measureChosen}</h3><ul class="plain-list">${chosen}</ul>`
}

export function rights(language: Language, policy: Policy): Html {
  const words = messages(language).policy
  return table({
    caption: words.rights,
    stack: true,
    columns: [
      { heading: words.right },
      { heading: words.deadline, short: words.deadline },
      { heading: words.law, short: words.law },
    ],
    rows: policy.rights.map((right) => [
      right.title[language],
      period(
        language,
        policy.deadlines.find((deadline) => deadline.id === right.deadline),
      ),
      lawLinks(language, ...right.legal),
    ]),
  })
}

export function deadlines(language: Language, policy: Policy): Html {
  const words = messages(language).policy
  return table({
    caption: words.deadlines,
    stack: true,
    columns: [
      { heading: words.duty },
      { heading: words.period, short: words.period },
      { heading: words.law, short: words.law },
    ],
    rows: policy.deadlines.map((deadline) => [
      html`<span class="note num">${deadline.id}</span> ${deadline.duty[language]}`,
      period(language, deadline),
      deadline.confidence === 'own' ? words.ourOwn : lawLinks(language, deadline.legal),
    ]),
  })
}

export function period(language: Language, deadline: Deadline | undefined): Content {
  const words = messages(language).policy
  if (deadline === undefined) return ''
  if (deadline.days === undefined) return words.noPeriod
  const days =
    deadline.unit === 'calendar_day'
      ? words.calendarDays(deadline.days)
      : words.workingDays(deadline.days)
  return html`<span class="num">${days}</span>`
}

/** Each act by its full title, then the articles this policy stands on. */
export function acts(language: Language, policy: Policy): Content {
  return policy.acts.map((act) => {
    const places = policy.legal.filter((place) => place.act === act.id)
    return html`<article class="entry"><h3>${act.title[language]}</h3>${currentNote(language, act, places)}<ul class="plain-list">${places.map(
      (place) =>
        html`<li id="${lawAnchor(place.id)}"><b>${article(language, place.id)}</b> ${place.title[language]}</li>`,
    )}</ul></article>`
  })
}

/** R-2: the newest redaction known beside the one that was read; where they differ the rules wait. */
function currentNote(
  language: Language,
  { current }: Policy['acts'][number],
  places: Policy['legal'],
): Content {
  if (current === undefined) return ''
  const words = messages(language).policyText
  const read = readDates(places)
  const waits = read.some((date) => date < current) ? `; ${words.waiting}` : ''
  const dates = read.map((date) => words.read(dateOf(language, date))).join('; ')
  return html`<p class="note">${upperFirst(words.known(dateOf(language, current)))}; ${dates}${waits}.</p>`
}

function readDates(places: Policy['legal']): readonly string[] {
  return [...new Set(places.map(({ redaction }) => redaction))].toSorted()
}

/** What the approved text stood on and what holds now, of the act that the source cites. */
export function redactions(
  language: Language,
  policy: Policy,
): readonly { readonly label: string; readonly value: string }[] {
  const words = messages(language).policyText
  const cites = policy.source?.cites
  const act = policy.acts.find(({ id }) => id === cites?.act)
  if (cites === undefined || act === undefined) return []
  const read = readDates(policy.legal.filter((place) => place.act === act.id))
  const current = act.current ?? read.at(-1)
  const of = (date: string) => words.redactionOf(act.id, dateOf(language, date))
  return [
    { label: words.approvedAgainst, value: of(cites.redaction) },
    ...(current === undefined ? [] : [{ label: words.current, value: of(current) }]),
  ]
}

/** Sec-GPC and cookies: what is not done needs saying, too. */
export function signal(language: Language): Html {
  const words = messages(language).policyText
  return html`<p>${words.signalText}</p><p class="spaced">${words.cookies}</p>`
}
