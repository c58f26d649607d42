/**
 * What must be done for people whose data are here, when the newer version comes into force?
 *
 * Four things: consents that do not reach as far as the new texts, processing that has to stop, data that lose
 * the purpose or the term that kept them, and recipients who hold what they may not hold any more. Names what to
 * look for; how many people it touches is counted over the rows (`weighPolicy`).
 *
 * A version is not retroactive: a consent keeps the words under which it was given (art. 8(4)), so whatever goes
 * beyond them needs a new one (art. 7(8), 14).
 * Law: 94-V art. 7(8), 8(4), 12(2), 14, 18, 25(2)(4). Requirements.
 */
import { OPERATIONS, type Operation } from '@kelisim/terms'
import { type Tick, ticksOf, transferFields } from '../consent.ts'
import type { Policy } from '../model.ts'
import type { AnswerGroup, Consequences, Destroy, NewConsent, Notify, Stop } from './difference.ts'

export function consequencesOf(
  before: Policy,
  after: Policy,
  groups: readonly AnswerGroup[],
): Consequences {
  return {
    newConsents: newConsents(ticksOf(before), ticksOf(after)),
    stops: stopsOf(groups),
    destroys: [...gone(before, after), ...left(before, after), ...shortened(before, after)],
    notifies: notifies(before, after),
  }
}

function newConsents(old: readonly Tick[], fresh: readonly Tick[]): readonly NewConsent[] {
  return fresh.flatMap((tick): readonly NewConsent[] => {
    const known = old.find((one) => one.control === tick.control && one.purpose === tick.purpose)
    const fields = tick.fields.filter((field) => known?.fields.includes(field) !== true)
    const operations = tick.operations.filter((one) => known?.operations.includes(one) !== true)
    if (fields.length + operations.length === 0) return []
    const { control, purpose, recipient, channel } = tick
    return [
      {
        control,
        purpose,
        ...(recipient === undefined ? {} : { recipient }),
        ...(channel === undefined ? {} : { channel }),
        isNew: known === undefined,
        fields,
        operations,
        allFields: tick.fields,
        allOperations: tick.operations,
      },
    ]
  })
}

/** What was permitted and is not any more on the consents people gave, put together by purpose and addressee. */
function stopsOf(groups: readonly AnswerGroup[]): readonly Stop[] {
  const found = new Map<string, Stop>()
  for (const group of groups) {
    if (group.change === 'permitted' || (group.change === 'otherwise' && group.onOldConsents)) {
      continue
    }
    const fields = group.fields.filter((field) => field !== '')
    const ticks = group.before.effect === 'permit' ? group.before.ticks : []
    const key = JSON.stringify([group.purpose, group.to, fields, ticks])
    const known = found.get(key)
    found.set(key, {
      purpose: group.purpose,
      to: group.to,
      fields,
      ticks,
      operations: inOrder([...(known?.operations ?? []), ...group.operations]),
      roles: [...new Set([...(known?.roles ?? []), ...group.roles])],
    })
  }
  return withoutEchoes([...found.values()])
}

/** What stops altogether stops towards every recipient and by every channel, too: it is said once. */
function withoutEchoes(stops: readonly Stop[]): readonly Stop[] {
  return stops.flatMap((stop): readonly Stop[] => {
    if (stop.to.kind === 'nobody') return [stop]
    const wider = stops.filter(
      (other) =>
        other.to.kind === 'nobody' &&
        other.purpose === stop.purpose &&
        stop.fields.every((field) => other.fields.includes(field)),
    )
    const said = wider.flatMap(({ operations }) => operations)
    const operations = stop.operations.filter((operation) => !said.includes(operation))
    return operations.length === 0 ? [] : [{ ...stop, operations }]
  })
}

function inOrder(operations: readonly Operation[]): readonly Operation[] {
  return OPERATIONS.filter((operation) => operations.includes(operation))
}

/** The purposes that keep a field: those that reach everything keep nothing by themselves. */
function keepers(policy: Policy, field: string): readonly Policy['purposes'][number][] {
  const entry = policy.fields.find(({ id }) => id === field)
  if (entry === undefined || entry.default === 'off') return []
  return policy.purposes.filter(
    ({ id, everyStoredField }) => everyStoredField !== true && entry.purposes.includes(id),
  )
}

function gone(before: Policy, after: Policy): readonly Destroy[] {
  const lost = before.fields
    .map(({ id }) => ({ id, purposes: keepers(before, id).map((one) => one.id) }))
    .filter(({ id, purposes }) => purposes.length > 0 && keepers(after, id).length === 0)
  if (lost.length === 0) return []
  const purposes = [...new Set(lost.flatMap((field) => field.purposes))]
  const fields = lost.map(({ id }) => id)
  return [{ why: 'field_gone', fields, purposes, olderThanDays: 0 }]
}

/** A field that left a purpose goes for those who gave it for that purpose alone; others keep it. */
function left(before: Policy, after: Policy): readonly Destroy[] {
  return before.purposes.flatMap(({ id }): readonly Destroy[] => {
    const fields = before.fields
      .map((field) => field.id)
      .filter((field) => {
        const now = keepers(after, field)
        const was = keepers(before, field).some((one) => one.id === id)
        return was && now.length > 0 && !now.some((one) => one.id === id)
      })
    if (fields.length === 0) return []
    return [{ why: 'field_left_purpose', fields, purposes: [id], olderThanDays: 0 }]
  })
}

function shortened(before: Policy, after: Policy): readonly Destroy[] {
  return before.purposes.flatMap((purpose): readonly Destroy[] => {
    const now = after.purposes.find(({ id }) => id === purpose.id)
    if (now === undefined || now.retentionDays >= purpose.retentionDays) return []
    const fields = after.fields
      .map(({ id }) => id)
      .filter((field) => keepers(after, field).some(({ id }) => id === purpose.id))
    if (fields.length === 0) return []
    const olderThanDays = now.retentionDays
    return [{ why: 'term_shortened', fields, purposes: [purpose.id], olderThanDays }]
  })
}

function notifies(before: Policy, after: Policy): readonly Notify[] {
  return before.recipients.flatMap((recipient) => {
    const now = after.recipients.find(({ id }) => id === recipient.id)
    return before.purposes.flatMap(({ id: purpose }): readonly Notify[] => {
      const held = transferFields(before, recipient, purpose)
      const may = now === undefined ? [] : transferFields(after, now, purpose)
      const fields = held.filter((field) => !may.includes(field))
      if (fields.length === 0) return []
      const why =
        now?.agreement === undefined
          ? 'recipient_gone'
          : may.length === 0
            ? 'purpose_gone'
            : 'fields_narrowed'
      return [{ recipient: recipient.id, why, purpose, fields }]
    })
  })
}
