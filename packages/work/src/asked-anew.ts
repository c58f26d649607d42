/**
 * Whose consent does not cover what a newer version asks, and what are they asked anew?
 *
 * Older consents keep their text and their reach. A purpose or a channel that did not exist when a person
 * last consented, or a control that has grown since, waits for a new consent of that person: a question
 * over rows, never a mass write. Recipients are asked with an application; of them only what has grown counts.
 *
 * Law: 94-V art. 7(8), 8(4), 14, 15(2). Requirements, L-1.
 */
import { type ConsentText, consentTexts, type Policy } from '@kelisim/policy'
import { CONSENT, load, type Stored } from '@kelisim/store'
import type { Language, SubjectId } from '@kelisim/terms'
import { adoptedVersions } from './adopt-policy.ts'
import type { Means } from './means.ts'

export interface AskedAnew {
  readonly control: string
  readonly heading: string
  /** True when there was no such control then; else it asks for more. */
  readonly isNew: boolean
  readonly fields: readonly string[]
}

/** Models of versions never change: each is read once in a process. */
const texts = new Map<string, readonly ConsentText[]>()

/** What this person is asked anew; nothing of theirs is opened. */
export async function askedAnew(
  means: Means,
  subject: SubjectId,
  language: Language,
): Promise<readonly AskedAnew[]> {
  const consents = await load(means.store.pool, CONSENT, 'subject_id = $1', [subject])
  if (consents.length === 0) return []
  const last = Math.max(...consents.map((consent) => consent.policy_version))
  if (last >= means.policy.version) return []
  const before = (await earlierTexts(means)).get(last)
  if (before === undefined) return []
  const now = means.now()
  const living = consents.filter((one) => one.withdrawn_at === undefined && one.expires_at > now)
  return means.consentTexts(language).flatMap((text): AskedAnew[] => {
    const change = changeOf(before, text)
    const held = living.filter((one) => one.control === text.control)
    if (change === undefined || held.some((one) => covers(one, text))) return []
    if (change === 'grown' && held.length === 0) return []
    const { control, heading, fields } = text
    return [{ control, heading, isNew: change === 'new', fields }]
  })
}

export interface Pending extends Omit<AskedAnew, 'fields'> {
  readonly people: number
}

/** How many people wait for each control that is new or has grown since they consented. */
export async function countAskedAnew(
  means: Means,
  language: Language,
): Promise<readonly Pending[]> {
  const earlier = [...(await earlierTexts(means))]
  const counted: Pending[] = []
  for (const text of means.consentTexts(language)) {
    const changes = earlier.map(([version, before]) => [version, changeOf(before, text)] as const)
    const newSince = changes.filter(([, change]) => change === 'new').map(([version]) => version)
    const grownSince = changes.filter(([, change]) => change === 'grown').map(([one]) => one)
    if (newSince.length + grownSince.length === 0) continue
    const people = await waiting(means, text, newSince, grownSince)
    const { control, heading } = text
    counted.push({ control, heading, isNew: newSince.length > 0, people })
  }
  return counted
}

const WAITING = `
  with last as (select subject_id, max(policy_version) as version from consent group by subject_id),
    held as (select subject_id, bool_or(fields @> $4 and operations @> $5) as covers from consent
      where control = $1 and withdrawn_at is null and expires_at > $6 group by subject_id)
  select count(*) as people from last join subject using (subject_id)
    left join held using (subject_id)
  where subject.state <> 'destroyed' and held.covers is not true
    and (last.version = any($2) or (last.version = any($3) and held.subject_id is not null))`

async function waiting(
  means: Means,
  text: ConsentText,
  newSince: readonly number[],
  grownSince: readonly number[],
): Promise<number> {
  const now = new globalThis.Date(means.now()).toISOString()
  const { rows } = await means.store.pool.query<{ people: number }>(WAITING, [
    text.control,
    newSince,
    grownSince,
    text.fields,
    text.operations,
    now,
  ])
  return rows[0]?.people ?? 0
}

async function earlierTexts(means: Means): Promise<ReadonlyMap<number, readonly ConsentText[]>> {
  const versions = (await adoptedVersions(means)).filter(
    ({ version }) => version < means.policy.version,
  )
  return new Map(
    versions.map(({ version, hash, model }) => {
      const known = texts.get(hash) ?? consentTexts(JSON.parse(model) as Policy, 'kk')
      texts.set(hash, known)
      return [version, known]
    }),
  )
}

function changeOf(before: readonly ConsentText[], text: ConsentText): 'new' | 'grown' | undefined {
  const was = before.find((one) => one.control === text.control)
  if (was === undefined) return text.recipient === undefined ? 'new' : undefined
  const isWithin =
    text.fields.every((field) => was.fields.includes(field)) &&
    text.operations.every((operation) => was.operations.includes(operation))
  return isWithin ? undefined : 'grown'
}

function covers(consent: Stored<typeof CONSENT>, text: ConsentText): boolean {
  return (
    text.fields.every((field) => consent.fields.includes(field)) &&
    text.operations.every((operation) => consent.operations.includes(operation))
  )
}
