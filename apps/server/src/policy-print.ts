/**
 * The policy on paper: the page's words as headings, clauses and tables, tagged (PDF/UA-1), in one language.
 *
 * The same version gives the same bytes: the file says it was made on the first day in force. Numbers and
 * titles come from the model, headings from the interface. Law: 94-V art. 25(2)(1-1). Requirements,
 * Asks nothing and holds nobody's data.
 */
import { article, dateOf, messages, since } from '@kelisim/messages'
import type { Clause, Deadline, Field, Policy, Purpose } from '@kelisim/policy'
import { type Language, SECOND, startOfDay } from '@kelisim/terms'
import { setInType, shownJson } from './download.ts'

/** Hex letters set apart, so that a fingerprint breaks between lines. */
const GROUP = 8

interface PrintedPart {
  readonly heading: string
  readonly lines?: readonly string[]
  readonly clauses?: readonly PrintedClause[]
  readonly table?: {
    readonly columns: readonly string[]
    /** Parts of the width. */
    readonly widths: readonly number[]
    readonly rows: readonly (readonly string[])[]
  }
}

interface PrintedClause {
  readonly id: string
  readonly text: string
  readonly notes: readonly string[]
}

export interface PrintedPolicy {
  readonly language: Language
  readonly title: string
  readonly demo: string
  /** On every sheet of a draft; empty for what is or was in force. */
  readonly draft: string
  readonly facts: readonly { readonly label: string; readonly value: string }[]
  readonly parts: readonly PrintedPart[]
  readonly foot: string
  readonly page: string
  readonly of: string
}

export async function policyAsPdf(
  policy: Policy,
  language: Language,
  isDraft = false,
): Promise<Buffer> {
  const view = shownJson(printedPolicy(policy, language, isDraft))
  const seconds = Math.floor(startOfDay(policy.effectiveFrom) / SECOND)
  return await setInType({ template: 'policy', view, seconds })
}

export function printedPolicy(policy: Policy, language: Language, isDraft = false): PrintedPolicy {
  const { common, policy: words, policyText } = messages(language)
  const name = policy.operator.name[language]
  return {
    language,
    title: words.title,
    demo: policy.demo ? `DEMO. ${common.demo}` : '',
    draft: isDraft ? `${policyText.draft}. ${policyText.draftNote}` : '',
    facts: factsOf(policy, language),
    parts: [
      ...policy.chapters.map((chapter) => ({
        heading: `${chapter.number}. ${chapter.title[language]}`,
        clauses: chapter.clauses.map((clause) => clauseOf(language, clause)),
      })),
      {
        heading: words.purposes,
        lines: policy.purposes.flatMap((one) => purposeLines(policy, language, one)),
      },
      dataOf(policy, language),
      {
        heading: words.special,
        lines: policy.specialCategories.map(({ title, exception }) =>
          exception === undefined
            ? title[language]
            : `${title[language]}: ${exception.statement[language]}`,
        ),
      },
      {
        heading: words.subjects,
        lines: policy.subjectCategories.map((one) => `${one.clause} ${one.title[language]}`),
      },
      ...measuresOf(policy, language),
      ...tablesOf(policy, language),
    ],
    foot: `${name}. ${policyText.version(policy.version)}, ${policy.operator.site}/policy, SHA-256 ${policy.hash.slice(0, 16)}`,
    page: policyText.page,
    of: policyText.of,
  }
}

/** The purpose, its method, and the note of rights and harm. */
function purposeLines(policy: Policy, language: Language, purpose: Purpose): readonly string[] {
  const { activity: words } = messages(language).policy
  const kept = policy.register?.processing.find((one) => one.purpose === purpose.id)
  const title = `${purpose.clause} ${purpose.title[language]}`
  if (kept === undefined) return [title]
  const method = `${title}. ${words.method}: ${words.methods[kept.method]}`
  const { note } = kept
  if (note === undefined) return [method]
  const keys = ['rights', 'harm', 'reduced'] as const
  return [method, ...keys.map((key) => `${words[key]}: ${note[key][language]}`)]
}

/** What the law orders is told from what was chosen. */
function measuresOf(policy: Policy, language: Language): readonly PrintedPart[] {
  const { policy: words } = messages(language)
  const grounds = policy.register?.measureGrounds ?? []
  if (grounds.length === 0) return []
  const lines = grounds.map(({ measure, orderedBy = [], because }) =>
    because === undefined
      ? `${measure} ${words.measureOrdered}: ${orderedBy.map((law) => article(language, law)).join('; ')}`
      : `${measure} ${words.measureChosen}: ${because[language]}`,
  )
  return [{ heading: words.measures, lines }]
}

function factsOf(policy: Policy, language: Language): PrintedPolicy['facts'] {
  const { policy: words, common, policyText } = messages(language)
  const { approval, operator, source } = policy
  const cites = source?.cites
  const act = policy.acts.find(({ id }) => id === cites?.act)
  return [
    { label: words.version, value: `${policy.version}` },
    { label: words.inForce, value: since(language, policy.effectiveFrom) },
    {
      label: words.approved,
      value: `${words.approvedText(approval.approver, approval.number)}, ${dateOf(language, approval.date)}`,
    },
    {
      label: words.operator,
      value: `${operator.name[language]}, ${common.bin} ${operator.bin}, ${operator.address[language]}`,
    },
    { label: words.officer, value: `${operator.officer.phone}, ${operator.officer.email}` },
    ...(cites === undefined
      ? []
      : [
          {
            label: policyText.approvedAgainst,
            value: policyText.redactionOf(cites.act, dateOf(language, cites.redaction)),
          },
        ]),
    ...(act?.current === undefined
      ? []
      : [
          {
            label: policyText.current,
            value: policyText.redactionOf(act.id, dateOf(language, act.current)),
          },
        ]),
    { label: words.fingerprint, value: grouped(policy.hash) },
  ]
}

function clauseOf(language: Language, clause: Clause): PrintedClause {
  const { treatment } = messages(language).policyText
  const word =
    clause.source === undefined && clause.reason !== undefined ? 'added' : clause.treatment
  const notes =
    clause.reason === undefined
      ? []
      : [`${clause.oddities.join(', ')}, ${treatment[word]}. ${clause.reason[language]}`]
  return {
    id: clause.id,
    text: clause.text[language],
    notes: [...notes, law(language, clause.legal)],
  }
}

function dataOf(policy: Policy, language: Language): PrintedPart {
  const words = messages(language).policy
  return {
    heading: words.data,
    table: {
      columns: [
        words.dataItem,
        words.dataPurposes,
        words.itemClass.title,
        words.dataState,
        words.dataWhy,
      ],
      widths: [4, 2, 4, 3, 5],
      rows: policy.fields.map((field) => [
        `${field.number} ${field.title[language]}`,
        field.default === 'off' ? '–' : clausesOf(policy, field.purposes),
        classOf(policy, language, field),
        words.state[field.default],
        field.why[language],
      ]),
    },
  }
}

/** Category, access, sensitivity. */
function classOf(policy: Policy, language: Language, field: Field): string {
  const { itemClass: words } = messages(language).policy
  const category = policy.boxes.find(({ id }) => id === field.box)?.title[language] ?? field.box
  const access = field.access === undefined ? [] : [words.accesses[field.access]]
  return [category, ...access, `${words.sensitivity}: ${words.sensitivities[field.class]}`].join(
    '; ',
  )
}

/** The right to one's own data reaches every item and is not repeated. */
function clausesOf(policy: Policy, purposes: readonly string[]): string {
  return policy.purposes
    .filter((one) => purposes.includes(one.id) && one.everyStoredField !== true)
    .map(({ clause }) => clause)
    .join(', ')
}

function tablesOf(policy: Policy, language: Language): readonly PrintedPart[] {
  const { policy: words } = messages(language)
  return [
    {
      heading: words.operations,
      table: {
        columns: [words.operation, words.law],
        widths: [1, 1],
        rows: policy.operations.map((one) => [
          `${one.number} ${one.title[language]}`.trim(),
          law(language, one.legal),
        ]),
      },
    },
    {
      heading: words.recipients,
      lines: policy.recipients.map(
        (one) => `${one.legalName?.[language] ?? one.name[language]}, ${one.bin}`,
      ),
    },
    {
      heading: words.rights,
      table: {
        columns: [words.right, words.deadline, words.law],
        widths: [3, 2, 3],
        rows: policy.rights.map((one) => [
          one.title[language],
          period(
            language,
            policy.deadlines.find(({ id }) => id === one.deadline),
          ),
          law(language, one.legal),
        ]),
      },
    },
    {
      heading: words.deadlines,
      table: {
        columns: [words.duty, words.period, words.law],
        widths: [4, 2, 2],
        rows: policy.deadlines.map((one) => [
          `${one.id} ${one.duty[language]}`,
          period(language, one),
          one.confidence === 'own' ? words.ourOwn : law(language, [one.legal]),
        ]),
      },
    },
    { heading: words.acts, lines: policy.acts.map((one) => one.title[language]) },
  ]
}

function period(language: Language, deadline: Deadline | undefined): string {
  const words = messages(language).policy
  if (deadline?.days === undefined) return deadline === undefined ? '' : words.noPeriod
  return deadline.unit === 'calendar_day'
    ? words.calendarDays(deadline.days)
    : words.workingDays(deadline.days)
}

function law(language: Language, places: readonly string[]): string {
  return places.map((place) => article(language, place)).join('; ')
}

function grouped(hex: string): string {
  return hex.match(new RegExp(`.{1,${GROUP}}`, 'g'))?.join(' ') ?? hex
}
