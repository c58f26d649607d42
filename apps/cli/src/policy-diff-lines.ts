/**
 * The difference of two versions as lines for a terminal; with an impact, how many people each line touches.
 *
 * Texts stand below each other, the older with `-`, the newer with `+`, from their first difference on; the
 * desk shows them whole and side by side. Decides nothing.
 */
import type { AnswerGroup, Best, EntryChange, PolicyDiff, TextChange } from '@kelisim/policy'
import { toIso } from '@kelisim/terms'
import type { Impact } from '@kelisim/work'

const TEXT_CHARS_MAX = 200
const CONTEXT_CHARS = 40
const SIGN = { added: '+', removed: '-', changed: '~' } as const
const NEEDS = { refused: 'now refused', permitted: 'now permitted', otherwise: 'on other ticks' }

export function diffLines(diff: PolicyDiff, impact: Impact | undefined): readonly string[] {
  const { before, after, answers } = diff
  const card = ({ id, version, hash }: PolicyDiff['before']) =>
    `${id} ${version} (${hash.slice(0, 12)})`
  return [
    `${card(before)} -> ${card(after)}, asked as of ${toIso(diff.at)}`,
    '',
    `Changed entries: ${diff.changes.length}`,
    ...diff.changes.flatMap(changeLines),
    '',
    `Questions: ${answers.questions} asked of both; ${answers.refused} now refused, ` +
      `${answers.permitted} now permitted, ${answers.otherwise} on other ticks`,
    ...answers.groups.map(groupLine),
    '',
    ...consequenceLines(diff, impact),
  ]
}

function changeLines({ kind, id, change, values, texts }: EntryChange): readonly string[] {
  const head = `  ${SIGN[change]} ${kind}${kind === id ? '' : ` ${id}`}`
  if (change !== 'changed') return [head]
  const plain = values.map(({ path, before, after, removed, added }) => {
    const lists = [
      ...(removed ?? []).map((one) => `-${one}`),
      ...(added ?? []).map((one) => `+${one}`),
    ]
    return `      ${path}: ${lists.length > 0 ? lists.join(' ') : `${before ?? ''} -> ${after ?? ''}`}`
  })
  return [head, ...plain, ...texts.flatMap(textLines)]
}

function textLines({ path, languages, before, after }: TextChange): readonly string[] {
  return languages.flatMap((language) => {
    const head = `      ${path === '' ? '' : `${path} `}[${language}]`
    if (before === undefined || after === undefined) return [head]
    const [old, fresh] = apart(before[language], after[language])
    return [head, `        - ${old}`, `        + ${fresh}`]
  })
}

/** Both texts from shortly before their first difference on. */
function apart(old: string, fresh: string): readonly [string, string] {
  let same = 0
  while (same < old.length && old[same] === fresh[same]) same++
  const from = Math.max(0, same - CONTEXT_CHARS)
  return [cut(old, from), cut(fresh, from)]
}

function cut(text: string, from: number): string {
  const line = text.replaceAll('\n', ' / ').slice(from)
  const head = from === 0 ? '' : '…'
  return line.length <= TEXT_CHARS_MAX ? head + line : `${head}${line.slice(0, TEXT_CHARS_MAX)}…`
}

function groupLine(group: AnswerGroup): string {
  const { roles, operations, purpose, to, fields, count, change } = group
  const what = fields.map((field) => (field === '' ? '(no value)' : field)).join(', ')
  const whom = to.kind === 'nobody' ? '' : ` to ${to.kind} ${to.id}`
  return (
    `  ${NEEDS[change]} (${count}): ${roles.join(', ')} · ${operations.join(', ')} · ` +
    `${purpose}${whom} · ${what} · was ${bestText(group.before)}, is ${bestText(group.after)}`
  )
}

function bestText(best: Best): string {
  if (best.effect === 'refuse') return best.code
  const sets = best.ticks.map((set) => (set.length === 0 ? 'no tick' : set.join(' + ')))
  return `permitted (${sets.join(' or ')})`
}

function consequenceLines(
  { consequences }: PolicyDiff,
  impact: Impact | undefined,
): readonly string[] {
  const { newConsents, stops, destroys, notifies } = impact ?? consequences
  const touched = (one: object) =>
    'people' in one && typeof one.people === 'number' ? `: ${one.people} people` : ''
  const list = (names: readonly string[]) => names.join(', ') || 'no value'
  return [
    impact === undefined ? 'Consequences' : `Consequences, of ${impact.people} people`,
    ...newConsents.map(
      (one) =>
        `  new consent ${one.control} (${one.isNew ? 'never asked before' : list([...one.fields, ...one.operations])})${touched(one)}`,
    ),
    ...stops.map(
      (one) =>
        `  stop ${one.purpose}${one.to.kind === 'nobody' ? '' : ` to ${one.to.id}`} ` +
        `(${one.operations.join(', ')}): ${list(one.fields)}${touched(one)}`,
    ),
    ...destroys.map(
      (one) =>
        `  destroy ${one.fields.join(', ')} (${one.why}, ${one.purposes.join(', ')}` +
        `${one.olderThanDays === 0 ? '' : `, older than ${one.olderThanDays} days`})${touched(one)}`,
    ),
    ...notifies.map(
      (one) => `  notify ${one.recipient} (${one.why}): ${one.fields.join(', ')}${touched(one)}`,
    ),
  ]
}
