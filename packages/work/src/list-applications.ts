/**
 * A clerk sees applications with masked names.
 *
 * Even a masked list is a look at personal data: each row goes through the door and shows in the
 * person's own feed. A row whose look is refused stays, without a name.
 *
 * Law: 94-V art. 10, 11(2), 22(1)(5). Requirements.
 */
import { fieldMeaning } from '@kelisim/policy'
import { maskPerson, OPEN_STATES } from '@kelisim/rules'
import { APPLICATION, DISCLOSURE, load, type Stored } from '@kelisim/store'
import { type Moment, type SubjectId, toIso } from '@kelisim/terms'
import { deskPurpose, noDeskPurpose } from './desk-purpose.ts'
import type { Answer, Means } from './means.ts'
import type { StaffMember } from './sign-in.ts'

export const LIST_ROWS = 25

type Application = Stored<typeof APPLICATION>
type Disclosure = Stored<typeof DISCLOSURE>

export interface ListRow {
  readonly application: Application
  /** Masked by the rules; undefined when the rules refused even that. */
  readonly name: string | undefined
  readonly disclosures: readonly Disclosure[]
}

export interface ListPage {
  readonly rows: readonly ListRow[]
  /** For the next page; undefined on the last. */
  readonly next: string | undefined
}

export async function listApplications(
  means: Means,
  staff: StaffMember,
  state: string | undefined,
  after: string | undefined,
): Promise<Answer<ListPage>> {
  const purpose = deskPurpose(means, staff.role)
  if (purpose === undefined) return noDeskPurpose(means, staff.role)
  const found = await pageOf(means, state, after)
  const applications = found.slice(0, LIST_ROWS)
  const disclosures = await disclosuresOf(means, applications)
  const names = await Promise.all(
    applications.map(async (one) => await maskedName(means, staff, purpose, one)),
  )
  const rows = applications.map((application, index) => ({
    application,
    name: names[index],
    disclosures: disclosures.filter((row) => row.application_id === application.application_id),
  }))
  const last = applications.at(-1)
  const more = found.length > LIST_ROWS && last !== undefined
  return { effect: 'done', rows, next: more ? cursorOf(last) : undefined }
}

async function maskedName(
  means: Means,
  staff: StaffMember,
  purpose: string,
  application: Application,
): Promise<string | undefined> {
  const last = fieldMeaning(means.policy, 'last_name')
  const first = fieldMeaning(means.policy, 'first_name')
  const fields = [last, first].filter((id) => id !== undefined)
  const released = await means.store.look({
    subject: application.subject_id as SubjectId,
    question: { role: staff.role, operation: 'extract', purpose, fields },
    opening: { kind: 'values_listed', actor: { role: staff.role, id: staff.id } },
  })
  return released.effect === 'released'
    ? maskPerson(released.values[first ?? ''], released.values[last ?? ''])
    : undefined
}

async function pageOf(
  means: Means,
  state: string | undefined,
  after: string | undefined,
): Promise<readonly Application[]> {
  const conditions = ['true']
  const values: unknown[] = []
  if (state !== undefined) conditions.push(`state = $${values.push(state)}`)
  const [at, id] = after?.split('.') ?? []
  if (at !== undefined && id !== undefined && Number.isSafeInteger(Number(at))) {
    const from = `($${values.push(toIso(Number(at) as Moment))}, $${values.push(id)}::uuid)`
    conditions.push(`(submitted_at, application_id) < ${from}`)
  }
  const order = `order by submitted_at desc, application_id desc limit ${LIST_ROWS + 1}`
  return await load(means.store.pool, APPLICATION, `${conditions.join(' and ')} ${order}`, values)
}

async function disclosuresOf(
  means: Means,
  applications: readonly Application[],
): Promise<readonly Disclosure[]> {
  const ids = applications.map((application) => application.application_id)
  const where = 'application_id = any($1::uuid[]) order by place'
  return await load(means.store.pool, DISCLOSURE, where, [ids])
}

function cursorOf(application: Application): string {
  return `${application.submitted_at}.${application.application_id}`
}

/** How many applications stand in each state. */
export async function countApplications(means: Means): Promise<ReadonlyMap<string, number>> {
  const { rows } = await means.store.pool.query<{ state: string; number: number }>(
    'select state, count(*) as number from application group by state',
  )
  return new Map(rows.map((row) => [row.state, row.number]))
}

/** How many applications an organisation is deciding about, or about to get. */
export async function countWaiting(means: Means): Promise<number> {
  const { rows } = await means.store.pool.query<{ number: number }>(
    `select count(*) as number from application a
     where a.state <> 'closed' and exists (
       select from disclosure d
       where d.application_id = a.application_id and d.state = any($1::text[]))`,
    [OPEN_STATES],
  )
  return rows[0]?.number ?? 0
}
