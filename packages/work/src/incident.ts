/**
 * An incident begins, and goes on: what was seen, whom it touches, which clocks run.
 *
 * The term for the authorised body is the policy's (DL-07, with its article), counted from the discovery; that for the
 * people is the operator's own. A rule that goes on about the same actor makes its open incident grow
 * instead of opening another. The entry names the incident and nothing of why: the ledger is public,
 * and a decoy must not be told from its neighbours by it.
 *
 * Law: 94-V art. 22(1)(3), 25(2)(8). Requirements: R-82, L-3. Deadline: DL-07.
 */
import type { Detection, Policy } from '@kelisim/policy'
import { addWorkingDays, termOf } from '@kelisim/rules'
import {
  handlesSeen,
  handlesSpokenOf,
  INCIDENT,
  loadOne,
  type Stored,
  type Unit,
} from '@kelisim/store'
import { addDays, almatyDate, DAY, endOfDay, later, MINUTE, type Moment } from '@kelisim/terms'

export type Incident = Stored<typeof INCIDENT>

/** Opened by a person, not by a rule. */
export const BY_HAND = 'by_hand'
/** Told by the organisation where it happened. */
export const BY_RECIPIENT = 'by_recipient'
const PROGRAM = { role: 'system', id: 'self' } as const
/** What goes on without getting larger is written down again after so long. */
const AGAIN_MS = MINUTE

export interface Sighting {
  readonly rule: string
  readonly actor?: { readonly role: string; readonly id: string }
  /** What it is about where nobody is named: a person's handle, a witness, a login. */
  readonly about?: string
  readonly firstAt: Moment
  readonly at: Moment
  readonly found: number
  /** How many people, where whoever tells of it knows; else they are counted by what was done. */
  readonly people?: number
  /** A state, not an event: it is the same as long as its incident is open. */
  readonly lasting?: boolean
}

export interface Found {
  readonly incident: Incident
  readonly isNew: boolean
}

type By = { readonly role: string; readonly id: string }

/** The incident that this sighting opened or made grow; undefined when it says nothing new. */
export async function openIncident(
  unit: Unit,
  detection: Pick<Detection, 'clock'>,
  sighting: Sighting,
  by: By = PROGRAM,
): Promise<Found | undefined> {
  const { rule, actor, about } = sighting
  const mine = `rule = $1 and coalesce(actor_id, '') = $2 and coalesce(about, '') = $3`
  const key = [rule, actor?.id ?? '', about ?? '']
  if (rule !== BY_HAND) {
    const known = await loadOne(
      unit.client,
      INCIDENT,
      `${mine} order by discovered_at desc limit 1`,
      key,
    )
    if (known !== undefined && known.closed_at === undefined) {
      const incident = await grow(unit, known, sighting)
      return incident && { incident, isNew: false }
    }
    if (known?.closed_at !== undefined && sighting.at <= known.closed_at) return undefined
  }
  const clock = clockOf(unit.policy, detection, unit.at)
  const row = {
    incident_id: String(unit.newId()),
    number: numberOf(unit),
    rule,
    actor_role: actor?.role,
    actor_id: actor?.id,
    about,
    first_at: sighting.firstAt,
    last_at: sighting.at,
    found: sighting.found,
    people: sighting.people ?? (await peopleOf(unit, sighting)),
    discovered_at: unit.at,
    discovered_by: `${by.role}:${by.id}`,
    ...clock,
    contained_at: undefined,
    assessed_at: undefined,
    body_notified_at: undefined,
    people_notified_at: undefined,
    closed_at: undefined,
  }
  unit.put(INCIDENT, row)
  unit.record({ kind: 'incident_opened', actor: by, detail: { incident: row.incident_id } })
  await unit.flush()
  const incident = await reload(unit, row.incident_id)
  return incident && { incident, isNew: true }
}

async function reload(unit: Unit, id: string): Promise<Incident | undefined> {
  return await loadOne(unit.client, INCIDENT, 'incident_id = $1', [id])
}

async function grow(
  unit: Unit,
  known: Incident,
  sighting: Sighting,
): Promise<Incident | undefined> {
  if (sighting.lasting === true || sighting.at <= known.last_at) return undefined
  const whole = { ...sighting, firstAt: known.first_at }
  const people = Math.max(known.people, await peopleOf(unit, whole))
  const found = Math.max(known.found, sighting.found)
  const isLarger = people > known.people || found > known.found
  if (!isLarger && sighting.at < known.last_at + AGAIN_MS) return undefined
  unit.put(INCIDENT, { ...known, last_at: sighting.at, people, found }, known)
  unit.record({ kind: 'incident_grown', actor: PROGRAM, detail: { incident: known.incident_id } })
  await unit.flush()
  return await reload(unit, known.incident_id)
}

async function peopleOf(unit: Unit, { actor, about, firstAt, at }: Sighting): Promise<number> {
  if (actor?.role === 'recipient') {
    return (await handlesSpokenOf(unit.client, actor.id, firstAt, at)).length
  }
  if (actor !== undefined && isStaffId(actor.id)) {
    return (await handlesSeen(unit.client, actor.id, firstAt, at)).length
  }
  return about !== undefined && isHandle(about) ? 1 : 0
}

/** Ids of staff have the length of a UUID; `self` and the names of recipients are in nobody's index. */
export function isStaffId(id: string): boolean {
  return id.length === 36
}

/** A handle is a hash in base64url; what else an incident may be about has a colon. */
export function isHandle(about: string): boolean {
  return !about.includes(':')
}

export interface Clock {
  readonly body_due_at: Moment
  readonly body_strict_at: Moment | undefined
  readonly people_due_at: Moment
}

/** Where the calendar has no such year the term is shorter than the law's, never longer: watching must go on. */
export function clockOf(
  policy: Pick<Policy, 'deadlines' | 'calendar'>,
  { clock }: Pick<Detection, 'clock'>,
  discovered: Moment,
): Clock {
  const term = termOf(policy, clock.body, discovered)
  const counted = !('fault' in term)
  return {
    body_due_at: counted ? term.at : later(discovered, DAY),
    body_strict_at: counted ? term.strictAt : undefined,
    people_due_at: endOfDay(peopleDate(policy, clock.peopleWorkingDays, almatyDate(discovered))),
  }
}

function peopleDate(policy: Pick<Policy, 'calendar'>, days: number, from: string): string {
  const known = new Set(policy.calendar.map(({ year }) => year))
  const ends = addDays(from, days * 4)
  const isKnown = known.has(Number(from.slice(0, 4))) && known.has(Number(ends.slice(0, 4)))
  return isKnown ? addWorkingDays(policy.calendar, from, days) : addDays(from, days)
}

/** `20261123-7K2M`: the day and four signs that can be read aloud. */
function numberOf(unit: Unit): string {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  const signs = Array.from(unit.random(4), (byte) => alphabet[byte & 31] ?? '').join('')
  return `${almatyDate(unit.at).replaceAll('-', '')}-${signs}`
}
