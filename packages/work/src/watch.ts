/**
 * Has somebody done what a rule of detection speaks of, since the last look?
 *
 * One transaction: position, incidents and containment change together, so a look that dies has seen nothing and a repeated
 * one finds nothing new. Whoever appears among the fresh actions is judged over their whole window,
 * read by index; what an officer has lifted or closed counts no more. What no action tells (a box that does
 * not open, a witness with another history, failed logins, keys changed past the command) is looked at each time.
 *
 * Law: 94-V art. 22(1)(2), 22(1)(3). Requirement: R-82. Decides about nobody's data.
 */
import type { Detection, DetectionRule } from '@kelisim/policy'
import { countsFor, judge, type Seen } from '@kelisim/rules'
import {
  actionsInWindow,
  CONTAINMENT,
  type DetectionState,
  failedLogins,
  type Fresh,
  freshActions,
  INCIDENT,
  keepState,
  load,
  lockState,
  RECIPIENT_CONTAINMENT,
  settledEpoch,
  type Signal,
  signalsSince,
  type Unit,
  waitingSince,
  type Whose,
  witnessStates,
} from '@kelisim/store'
import { later, MINUTE, type Moment, moment } from '@kelisim/terms'
import { contain } from './contain.ts'
import { isStaffId, openIncident, type Sighting } from './incident.ts'
import type { Means } from './means.ts'

/** What rules count without naming it. */
const WATCHED = ['refused', 'ledger_checked', 'keys_rotated'] as const
/** An action waits a tenth of a second for its place; past this nobody gives places any more, and the watch is blind. */
const SEQUENCER_STANDS_MS = MINUTE
const PROGRAM = { role: 'system', id: 'self' } as const

export interface Watched {
  /** Incidents opened now. */
  readonly opened: readonly { readonly rule: string; readonly incident: string }[]
  readonly isBehind: boolean
}

/** Undefined while another process watches. `decoys`: handles of the people planted. */
export async function watch(
  means: Means,
  detection: Detection,
  decoys: ReadonlySet<string> = new Set(),
): Promise<Watched | undefined> {
  return await means.store.transaction(async (unit) => {
    const state = await lockState(unit.client, unit.at)
    if (state === undefined) return undefined
    const kinds = new Set([...WATCHED, ...detection.rules.flatMap(({ actions }) => actions)])
    const fresh = await freshActions(unit.client, state.position, [...kinds], [...decoys])
    const epoch = fresh.actions.reduce((known, action) => epochIn(action) ?? known, state.epoch)
    const look: Look = { unit, state, fresh: fresh.actions, next: fresh.next, epoch, decoys }
    const opened: { readonly rule: string; readonly incident: string }[] = []
    for (const rule of detection.rules) {
      for (const sighting of await sightings(look, rule)) {
        const found = await openIncident(unit, detection, sighting)
        if (found === undefined) continue
        if (found.isNew) opened.push({ rule: rule.id, incident: found.incident.incident_id })
        await contain(means, unit, found.incident, rule.contain)
      }
    }
    noteRules(unit, state, detection)
    const kept = { position: fresh.next, epoch, rulesHash: detection.hash, lookedAt: unit.at }
    await keepState(unit.client, kept)
    return { opened, isBehind: fresh.isBehind }
  })
}

interface Look {
  readonly unit: Unit
  readonly state: DetectionState
  readonly fresh: readonly Fresh[]
  readonly next: number
  readonly epoch: number
  readonly decoys: ReadonlySet<string>
}

/** Whoever changes the thresholds leaves a trace that they cannot take away. */
function noteRules(unit: Unit, { rulesHash }: DetectionState, { hash }: Detection): void {
  if (rulesHash === hash) return
  unit.record({ kind: 'detection_changed', actor: PROGRAM, detail: { rules: hash } })
}

function epochIn({ kind, entry }: Fresh): number | undefined {
  const epoch = kind === 'keys_rotated' ? entry.detail?.['epoch'] : undefined
  return typeof epoch === 'number' ? epoch : undefined
}

async function sightings(look: Look, rule: DetectionRule): Promise<readonly Sighting[]> {
  switch (rule.sign) {
    case 'people_seen':
    case 'odd_hours':
    case 'refusals_of_actor':
      return await ofActors(look, rule)
    case 'refusals_about_subject':
      return await aboutPeople(look, rule)
    case 'decoy_touched':
      return decoysTouched(look, rule)
    case 'record_broken':
      return await brokenRecords(look, rule)
    case 'key_misused':
      return await misusedKeys(look, rule)
    case 'logins_failed':
      return await failures(look, rule)
    case 'signatures_wrong':
      return await wrongSignatures(look, rule)
  }
}

async function ofActors(look: Look, rule: DetectionRule): Promise<readonly Sighting[]> {
  const { unit, fresh, next, state } = look
  const counted = fresh.filter(
    ({ entry }) => countsFor(rule, entry.actor.role) && whoseOf(entry.actor) !== undefined,
  )
  const found: Sighting[] = []
  for (const [id, theirs] of Map.groupBy(counted, ({ entry }) => entry.actor.id)) {
    const role = theirs[0]?.entry.actor.role ?? ''
    const whose = whoseOf({ role, id })
    if (whose === undefined) continue
    const since = await clearedAt(unit, rule, id, '')
    const seen = await actionsInWindow(unit.client, whose, windowStart(rule, theirs, since), next)
    const alarm = judge(rule, seen, state.position, unit.policy.calendar)
    if (alarm !== undefined) found.push({ rule: rule.id, actor: { role, id }, ...alarm })
  }
  return found
}

/** Undefined for the program and for those whose data they are: nobody is judged by what they do for themselves. */
function whoseOf({ role, id }: Fresh['entry']['actor']): Whose | undefined {
  if (isStaffId(id)) return { staff: id }
  return role === 'recipient' ? { recipient: id } : undefined
}

async function aboutPeople(look: Look, rule: DetectionRule): Promise<readonly Sighting[]> {
  const { unit, fresh, next, state } = look
  const refused = fresh.filter(
    ({ kind, entry }) => kind === 'refused' && countsFor(rule, entry.actor.role),
  )
  const found: Sighting[] = []
  for (const [about, theirs] of Map.groupBy(refused, (action) => action.about ?? '')) {
    if (about === '') continue
    const since = await clearedAt(unit, rule, '', about)
    const seen = await actionsInWindow(
      unit.client,
      { about },
      windowStart(rule, theirs, since),
      next,
    )
    const alarm = judge(rule, seen, state.position, unit.policy.calendar)
    if (alarm !== undefined) found.push({ rule: rule.id, about, ...alarm })
  }
  return found
}

function windowStart(rule: DetectionRule, fresh: readonly Seen[], cleared: Moment): Moment {
  const oldest = fresh.reduce((at, one) => Math.min(at, one.at), Number.MAX_SAFE_INTEGER)
  return moment(Math.max(cleared, oldest - rule.minutes * MINUTE))
}

/** What was contained, closed or forgiven is not counted again: a sign after it must be a new one. */
async function clearedAt(
  unit: Unit,
  { id }: DetectionRule,
  actor: string,
  about: string,
): Promise<Moment> {
  const mine = `rule = $1 and coalesce(actor_id, '') = $2 and coalesce(about, '') = $3`
  const closed = await load(unit.client, INCIDENT, `${mine} and closed_at is not null`, [
    id,
    actor,
    about,
  ])
  const contained = await load(unit.client, CONTAINMENT, 'staff_id::text = $1', [actor])
  const stopped = await load(unit.client, RECIPIENT_CONTAINMENT, 'recipient = $1', [actor])
  const at = Math.max(
    0,
    ...closed.map((row) => row.closed_at ?? 0),
    ...[...contained, ...stopped].map((row) => row.lifted_at ?? row.at),
  )
  return moment(at)
}

/** The first touch is enough; who else the same actor looked at within the rule's minutes is affected, too. */
function decoysTouched({ fresh, decoys }: Look, rule: DetectionRule): readonly Sighting[] {
  return fresh
    .filter(({ about }) => about !== undefined && decoys.has(about))
    .filter(({ entry }) => countsFor(rule, entry.actor.role))
    .filter((action) => isOnPurpose(rule, action))
    .map(({ at, entry: { actor } }) => ({
      rule: rule.id,
      actor,
      firstAt: later(at, -rule.minutes * MINUTE),
      at,
      found: 1,
    }))
}

/**
 * A list shows whom it shows, and a decoy came in like everybody; to open its card, a value or its cabinet somebody has
 * to want it. A refusal is an attempt at a value.
 */
function isOnPurpose({ actions }: DetectionRule, { kind, entry }: Fresh): boolean {
  if (kind === 'refused') return actions.includes('values_opened')
  if (!actions.some((known) => known === kind)) return false
  return kind !== 'values_listed' || entry.detail?.['of'] === 'card'
}

async function brokenRecords(
  { unit, fresh }: Look,
  rule: DetectionRule,
): Promise<readonly Sighting[]> {
  const failed = fresh
    .filter(({ kind, entry }) => kind === 'ledger_checked' && entry.detail?.['ok'] === false)
    .map(({ at, entry }) => ({
      about: `check:${whatOf(entry.detail?.['what'])}`,
      at,
      lasting: false,
    }))
  const rewritten = (await witnessStates(unit.client))
    .filter(({ trouble }) => trouble === 'other_history' || trouble === 'knows_more')
    .map(({ name, troubleAt }) => ({
      about: `witness:${name}`,
      at: troubleAt ?? unit.at,
      lasting: true,
    }))
  const since = await waitingSince(unit.client)
  const stands = since !== undefined && since < unit.at - SEQUENCER_STANDS_MS
  const waiting = stands ? [{ about: 'sequencer:', at: unit.at, lasting: true }] : []
  return [...failed, ...rewritten, ...waiting].map((one) => ({
    rule: rule.id,
    firstAt: one.at,
    found: 1,
    ...one,
  }))
}

function whatOf(value: unknown): string {
  return value === 'ledger' || value === 'database' || value === 'actions' ? value : 'other'
}

async function misusedKeys(
  { unit, epoch, next }: Look,
  rule: DetectionRule,
): Promise<readonly Sighting[]> {
  const since = later(unit.at, -rule.minutes * MINUTE)
  const signals = await signalsSince(unit.client, ['tampered', 'key_unknown'], since)
  const tampered = signalled(rule, 'keys:tampered', signals)
  const floor = await settledEpoch(unit.client, next)
  if (floor === undefined || floor === epoch) return tampered
  const about = `keys:epoch ${floor}`
  return [
    ...tampered,
    { rule: rule.id, about, firstAt: unit.at, at: unit.at, found: 1, lasting: true },
  ]
}

function signalled(
  rule: DetectionRule,
  about: string,
  signals: readonly Signal[],
): readonly Sighting[] {
  const [first] = signals
  const last = signals.at(-1)
  if (first === undefined || last === undefined || signals.length < rule.atLeast) return []
  return [{ rule: rule.id, about, firstAt: first.at, at: last.at, found: signals.length }]
}

/** By the organisation that the calls speak of: it may be the one that was impersonated, so nobody is stopped for it. */
async function wrongSignatures({ unit }: Look, rule: DetectionRule): Promise<readonly Sighting[]> {
  const since = later(unit.at, -rule.minutes * MINUTE)
  const signals = await signalsSince(unit.client, ['signature_wrong'], since)
  const byOne = Map.groupBy(signals, ({ about }) => about ?? '')
  return [...byOne].flatMap(([about, of]) => signalled(rule, `signature:${about}`, of))
}

async function failures({ unit }: Look, rule: DetectionRule): Promise<readonly Sighting[]> {
  const after = later(unit.at, -rule.minutes * MINUTE)
  return (await failedLogins(unit.client, after))
    .filter(({ failures: count }) => count >= rule.atLeast)
    .map(({ staff, failures: found, at }) => ({
      rule: rule.id,
      about: `login:${staff ?? 'unknown'}`,
      firstAt: after,
      at,
      found,
    }))
}
