/**
 * What is held to be a sign of unlawful access, how many of it in which time, and what is done at once?
 *
 * One file of the operator, beside the policy folder: a policy is published whole, and who knows the
 * thresholds stays below them. Every number has its unit in its name. A fault names file and line and no
 * rules come back, so a house never runs under half of them.
 *
 * Law: 94-V art. 22(1)(2), 22(1)(3), 25(2)(8). Requirement: R-82. Decision 0074. Does not detect: `@kelisim/rules` does.
 */
import {
  ACTION_KINDS,
  type ActionKind,
  type Code,
  isCode,
  isIsoDate,
  LANGUAGES,
  type Texts,
} from '@kelisim/terms'
import { z } from 'zod'
import { digestValue } from './digest.ts'
import { findingWords } from './check/finding-words.ts'
import { readYaml } from './folder.ts'
import type { Policy } from './model.ts'
import { texts } from './shape.ts'

/** What can be seen. A rule is one of these with a threshold. */
export const SIGNS = [
  'people_seen',
  'odd_hours',
  'refusals_of_actor',
  'refusals_about_subject',
  'decoy_touched',
  'record_broken',
  'key_misused',
  'logins_failed',
  'signatures_wrong',
] as const
export type Sign = (typeof SIGNS)[number]

export const STAFF_CONTAINMENTS = ['end_sessions', 'lock_account'] as const
/** Of an organisation: its key opens nothing any more, nothing more goes to it. */
export const RECIPIENT_CONTAINMENTS = ['revoke_key', 'suspend_recipient'] as const
export type StaffContainment = (typeof STAFF_CONTAINMENTS)[number]
export type RecipientContainment = (typeof RECIPIENT_CONTAINMENTS)[number]
export type Containment = StaffContainment | RecipientContainment

export interface WorkingHours {
  /** `08:00`, Asia/Almaty. */
  readonly from: string
  readonly to: string
  readonly workingDaysOnly: boolean
}

export interface DetectionRule {
  readonly id: string
  readonly sign: Sign
  readonly title: Texts
  /** Roles of the policy whose actions count; `staff` is everybody who works for the operator. */
  readonly roles: readonly string[]
  readonly actions: readonly ActionKind[]
  /** Of refusals, only those with one of these codes; none named, every refusal counts. */
  readonly codes: readonly Code[]
  readonly hours?: WorkingHours
  readonly atLeast: number
  readonly minutes: number
  readonly contain: readonly Containment[]
}

export interface Detection {
  /** SHA-256 of everything said; recorded when it changes. */
  readonly hash: string
  readonly clock: { readonly body: string; readonly peopleWorkingDays: number }
  readonly rules: readonly DetectionRule[]
}

export interface ReadDetection {
  readonly detection?: Detection
  /** For whoever starts the program, each with file and line. */
  readonly faults: readonly string[]
}

/** Stands in `roles` for every role that is not one of the program's own actors. */
export const STAFF_ROLES = 'staff'
/** The role under which organisations call. */
const RECIPIENT = 'recipient'
const AT_LEAST_MAX = 100_000
const MINUTES_MAX = 7 * 24 * 60

const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/)
const rule = z.strictObject({
  id: z.string().regex(/^[a-z][a-z_]{1,49}$/),
  sign: z.enum(SIGNS),
  title: texts,
  roles: z.array(z.string()).default([]),
  actions: z.array(z.enum(ACTION_KINDS)).default([]),
  codes: z.array(z.custom<Code>(isCode, 'a code of a refusal')).default([]),
  hours: z
    .strictObject({ from: clockTime, to: clockTime, workingDaysOnly: z.boolean() })
    .exactOptional(),
  atLeast: z.int().min(1).max(AT_LEAST_MAX),
  minutes: z.int().min(1).max(MINUTES_MAX),
  contain: z.array(z.enum([...STAFF_CONTAINMENTS, ...RECIPIENT_CONTAINMENTS])),
})
const shape = z.strictObject({
  clock: z.strictObject({
    body: z.string().regex(/^DL-\d\d$/),
    peopleWorkingDays: z.int().min(1).max(30),
  }),
  rules: z.array(rule).min(1),
})

export function readDetection(name: string, text: string): ReadDetection {
  const file = readYaml(name, text)
  if (file.faults.length > 0) {
    return { faults: file.faults.map((one) => `${one.where} ${findingWords(one, 'en').what}`) }
  }
  const parsed = shape.safeParse(file.content)
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => {
      const where = file.at(path.filter((part) => typeof part !== 'symbol'))
      return `${where} ${path.join('.')}: ${message}.`
    })
    return { faults }
  }
  const faults = parsed.data.rules.flatMap((one, index) =>
    meaningless(one, parsed.data.rules).map((why) => `${file.at(['rules', index])} ${why}`),
  )
  if (faults.length > 0) return { faults }
  return { detection: { ...parsed.data, hash: digestValue(parsed.data) }, faults }
}

type Read = z.output<typeof rule>

/** A rule that could never speak, or would speak of everything, is none. */
function meaningless(one: Read, all: readonly Read[]): readonly string[] {
  const found: string[] = []
  if (all.filter(({ id }) => id === one.id).length > 1) found.push(`"${one.id}" stands twice.`)
  const reads = ['people_seen', 'odd_hours', 'decoy_touched'].includes(one.sign)
  if (reads && one.actions.length === 0) found.push(`"${one.id}" names no action to count.`)
  const ofPeople = reads || one.sign.startsWith('refusals_')
  if (LANGUAGES.some((language) => one.title[language] === ''))
    found.push(`"${one.id}" has no title.`)
  if (ofPeople && one.roles.length === 0) found.push(`"${one.id}" names no role.`)
  if ((one.sign === 'odd_hours') !== (one.hours !== undefined)) {
    found.push(`"${one.id}": hours belong to the sign odd_hours, and it needs them.`)
  }
  if (one.hours !== undefined && one.hours.from >= one.hours.to) {
    found.push(`"${one.id}": the working day ends before it begins.`)
  }
  if (one.contain.length > 0 && !ofPeople) {
    found.push(`"${one.id}" has nobody to contain: its sign names no actor.`)
  }
  if (one.codes.length > 0 && one.sign !== 'refusals_of_actor') {
    found.push(`"${one.id}": codes belong to the sign refusals_of_actor.`)
  }
  const stops = (kinds: readonly string[]) => one.contain.some((kind) => kinds.includes(kind))
  if (stops(RECIPIENT_CONTAINMENTS) && one.roles.some((role) => role !== RECIPIENT)) {
    found.push(`"${one.id}" would stop an organisation for what somebody else did.`)
  }
  if (stops(STAFF_CONTAINMENTS) && one.roles.every((role) => role === RECIPIENT)) {
    found.push(`"${one.id}" stops staff, and counts what organisations do.`)
  }
  return found
}

/** What a policy in force lacks for these rules; asked at the start and of every version that comes. */
export function detectionFaults(detection: Detection, policy: Policy): readonly string[] {
  const roles = new Set([STAFF_ROLES, ...policy.roles.map(({ id }) => id)])
  const strangers = detection.rules.flatMap(({ id, roles: named }) =>
    named.filter((role) => !roles.has(role)).map((role) => `${id}: there is no role "${role}"`),
  )
  const clock = policy.deadlines.find(({ id }) => id === detection.clock.body)
  const counted =
    clock?.days !== undefined && clock.start === 'detected' && isIsoDate(clock.validFrom)
  return counted
    ? strangers
    : [...strangers, `the policy has no clock ${detection.clock.body} that starts at detection`]
}
