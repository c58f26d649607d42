/**
 * How do thousands of changed questions become a page that can be read?
 *
 * Rows that differ only in their operation are put together, then those that differ only in their role. A group
 * is a full box (every role × operation × field of it changes), so its count is exact and nothing is hidden.
 */
import { OPERATIONS, type Operation } from '@kelisim/terms'
import type { AnswerChanges, AnswerGroup } from './difference.ts'
import { bestOf, type Changed, type Compared } from './questions.ts'
import { fieldsOf, type Universe } from './reach.ts'

interface Box extends Omit<Changed, 'role' | 'operation'> {
  readonly roles: readonly string[]
  readonly operations: readonly Operation[]
}

const ORDER = ['refused', 'otherwise', 'permitted'] as const

export function groupAnswers({ universe, questions, changed }: Compared): AnswerChanges {
  const boxes = changed.map(({ role, operation, ...rest }) => ({
    ...rest,
    roles: [role],
    operations: [operation],
  }))
  const wide = merge(boxes, (box) => [box.roles], joinOperations)
  const tall = merge(wide, (box) => [box.operations], joinRoles)
  const groups = tall.map((box) => groupOf(universe, box)).toSorted(byWeight)
  const total = (change: AnswerGroup['change']) =>
    groups.reduce((sum, group) => (group.change === change ? sum + group.count : sum), 0)
  return {
    questions,
    refused: total('refused'),
    permitted: total('permitted'),
    otherwise: total('otherwise'),
    groups,
  }
}

function merge(
  boxes: readonly Box[],
  more: (box: Box) => readonly unknown[],
  join: (one: Box, other: Box) => Box,
): readonly Box[] {
  const found = new Map<string, Box>()
  for (const box of boxes) {
    const { change, purpose, to, mask, before, after, onOldConsents } = box
    const same = [change, purpose, to, String(mask), before, after, onOldConsents, ...more(box)]
    const key = JSON.stringify(same)
    const known = found.get(key)
    found.set(key, known === undefined ? box : join(known, box))
  }
  return [...found.values()]
}

function joinOperations(one: Box, other: Box): Box {
  const both = new Set([...one.operations, ...other.operations])
  return { ...one, operations: OPERATIONS.filter((operation) => both.has(operation)) }
}

function joinRoles(one: Box, other: Box): Box {
  return { ...one, roles: [...one.roles, ...other.roles] }
}

function groupOf(universe: Universe, box: Box): AnswerGroup {
  const fields = fieldsOf(universe, box.mask)
  const { change, roles, operations, purpose, to, onOldConsents } = box
  return {
    change,
    roles,
    operations,
    purpose,
    to,
    fields,
    before: bestOf(box.before),
    after: bestOf(box.after),
    onOldConsents,
    count: roles.length * operations.length * fields.length,
  }
}

function byWeight(one: AnswerGroup, other: AnswerGroup): number {
  const order = ORDER.indexOf(one.change) - ORDER.indexOf(other.change)
  return order === 0 ? other.count - one.count : order
}
