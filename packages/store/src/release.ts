/**
 * Looks at personal data, many at once: the same door as `access`, with one commit for all who wait.
 *
 * A look must be recorded durably before it is released (I2), and a commit costs the same for one as
 * for thirty. Looks asked for while one batch is on its way make the next batch: facts and boxes of all
 * subjects in two queries, a decision and an entry each, one commit, then everyone gets their answer.
 * One person's tampered box fails their look alone.
 *
 * Only for looks that stand alone; whoever also changes something uses a unit.
 */
import { decide, type Facts, type Permit, type Question } from '@kelisim/rules'
import type { ConsentId, Moment, Refusal, SubjectId } from '@kelisim/terms'
import type { SubjectKey } from '@kelisim/vault'
import { inTransaction } from './database.ts'
import { openRow, type Opening, Tampered, type Values } from './door.ts'
import { underPolicyInForce } from './policy-version.ts'
import type { Store } from './store.ts'
import type { BOX, Stored } from './table.ts'
import { named, Unit } from './unit.ts'

/** Looks of one batch: bounds the transaction and the memory it holds. */
const BATCH_MAX = 64
/** Batches on their way at once; more would only make each one smaller. */
const BATCHES_MAX = 2

export interface Look {
  readonly subject: SubjectId
  readonly question: Omit<Question, 'at' | 'policy'>
  readonly opening: Opening
}

export type Released =
  | { readonly effect: 'released'; readonly permit: Permit; readonly values: Values }
  | { readonly effect: 'unknown_subject' }
  | Refusal

interface Waiting {
  readonly look: Look
  readonly resolve: (released: Released) => void
  readonly reject: (error: unknown) => void
}

interface SubjectRow {
  readonly subject_id: SubjectId
  readonly state: Facts['state']
  readonly categories: readonly string[]
  readonly key_version: number | null
  readonly epoch: number | null
  readonly wrapped: Uint8Array | null
  /** id, purpose, operations, fields, recipient, channel, granted, expires, withdrawn (ms). */
  readonly consents: readonly ConsentRow[]
}

type ConsentRow = readonly [
  ConsentId,
  string,
  readonly string[],
  readonly string[],
  string | null,
  string | null,
  number,
  number,
  number | null,
]

type BoxRow = Pick<Stored<typeof BOX>, 'subject_id' | 'box' | 'version' | 'sealed' | 'fields'>

const MS = (column: string) => `(extract(epoch from c.${column}) * 1000)::bigint`
// In the order of the ids, so that two batches never wait for each other in a circle.
const SUBJECTS = `
  select s.subject_id, s.state, s.categories, k.key_version, k.epoch, k.wrapped,
    (select coalesce(json_agg(json_build_array(c.consent_id, c.purpose, c.operations, c.fields,
        c.recipient, c.channel, ${MS('granted_at')}, ${MS('expires_at')}, ${MS('withdrawn_at')})), '[]')
      from consent c where c.subject_id = s.subject_id) as consents
  from subject s left join keys.subject_key k using (subject_id)
  where s.subject_id = any($1::uuid[]) order by s.subject_id for share of s`
const BOXES =
  'select subject_id, box, version, sealed, fields from box where subject_id = any($1::uuid[])'
const SUSPENDED = 'select recipient from recipient_state where suspended_at is not null'

export class Releases {
  readonly #store: Store
  readonly #queue: Waiting[] = []
  #running = 0

  constructor(store: Store) {
    this.#store = store
  }

  async look(look: Look): Promise<Released> {
    return await new Promise((resolve, reject) => {
      this.#queue.push({ look, resolve, reject })
      this.#next()
    })
  }

  #next(): void {
    if (this.#running >= BATCHES_MAX || this.#queue.length === 0) return
    this.#running += 1
    // After this turn of the event loop, so that looks asked for together go together.
    setImmediate(() => {
      const batch = this.#queue.splice(0, BATCH_MAX)
      void this.#run(batch).finally(() => {
        this.#running -= 1
        this.#next()
      })
    })
  }

  async #run(batch: readonly Waiting[]): Promise<void> {
    if (batch.length === 0) return
    try {
      const looks = batch.map((waiting) => waiting.look)
      const answers = await underPolicyInForce(this.#store.means, () =>
        lookAtAll(this.#store, looks),
      )
      batch.forEach((waiting, index) => {
        const answer = answers[index]
        if (answer instanceof Error) waiting.reject(answer)
        else if (answer !== undefined) waiting.resolve(answer)
      })
    } catch (error) {
      for (const waiting of batch) waiting.reject(error)
    }
  }
}

/** One transaction; the answers leave this function only after its commit. */
async function lookAtAll(
  store: Store,
  looks: readonly Look[],
): Promise<readonly (Released | Error)[]> {
  const { means, pool } = store
  let unit: Unit | undefined
  return await inTransaction(
    pool,
    async (client) => {
      unit = new Unit(client, means.now(), means.random, means.policy, means.tables)
      const ids = [...new Set(looks.map((look) => look.subject))]
      const [subjects, boxes, suspended] = await Promise.all([
        client.query<SubjectRow>({ text: SUBJECTS, values: [ids], ...named(SUBJECTS) }),
        client.query<BoxRow>({ text: BOXES, values: [ids], ...named(BOXES) }),
        client.query<{ recipient: string }>({ text: SUSPENDED, values: [], ...named(SUSPENDED) }),
      ])
      const rows = new Map(subjects.rows.map((row) => [row.subject_id, row]))
      const stopped = suspended.rows.map((row) => row.recipient)
      const held = bySubject(boxes.rows)
      const current = unit
      return looks.map((look) => {
        const row = rows.get(look.subject)
        if (row === undefined) return { effect: 'unknown_subject' as const }
        return lookAt(store, current, look, row, stopped, held.get(look.subject) ?? [])
      })
    },
    () => unit?.flush() ?? Promise.resolve(),
  )
}

function lookAt(
  store: Store,
  unit: Unit,
  look: Look,
  row: SubjectRow,
  suspended: readonly string[],
  boxes: readonly BoxRow[],
): Released | Error {
  const key = keyOf(store, row)
  const question = { ...look.question, at: unit.at, policy: unit.policy.hash }
  const decision = decide(unit.tables, question, factsOf(row, suspended))
  const { opening } = look
  if (decision.effect === 'refuse') {
    unit.record(
      { kind: 'refused', actor: opening.actor, refused: { refusal: decision, question } },
      key,
    )
    return decision
  }
  if (key === undefined) return new Tampered('the key of a living subject is gone')
  try {
    const values = open(unit, key, look, boxes)
    unit.record({ ...opening, permit: decision }, key)
    return { effect: 'released', permit: decision, values }
  } catch (error) {
    return error instanceof Error ? error : new Tampered('a box does not open')
  }
}

function open(unit: Unit, key: SubjectKey, look: Look, boxes: readonly BoxRow[]): Values {
  const wanted = new Set(look.question.fields)
  const values: Record<string, string> = {}
  for (const row of boxes) {
    if (!row.fields.some((field) => wanted.has(field))) continue
    for (const [field, value] of Object.entries(openRow(unit, key, look.subject, row))) {
      if (wanted.has(field)) values[field] = value
    }
  }
  return values
}

function keyOf(store: Store, row: SubjectRow): SubjectKey | undefined {
  const { wrapped, epoch, key_version: keyVersion } = row
  if (wrapped === null || epoch === null || keyVersion === null) return undefined
  return store.keys.unwrap(row.subject_id, { keyVersion, epoch, wrapped })
}

function factsOf(row: SubjectRow, suspendedRecipients: readonly string[]): Facts {
  return {
    subject: row.subject_id,
    state: row.state,
    subjectCategories: row.categories,
    consents: row.consents.map(
      ([id, purpose, operations, fields, recipient, channel, granted, expires, withdrawn]) => ({
        id,
        purpose,
        operations,
        fields,
        grantedAt: granted as Moment,
        expiresAt: expires as Moment,
        ...(recipient === null ? {} : { recipient }),
        ...(channel === null ? {} : { channel }),
        ...(withdrawn === null ? {} : { withdrawnAt: withdrawn as Moment }),
      }),
    ),
    suspendedRecipients,
    obligations: [],
  }
}

function bySubject(rows: readonly BoxRow[]): ReadonlyMap<string, readonly BoxRow[]> {
  const groups = new Map<string, BoxRow[]>()
  for (const row of rows) {
    const group = groups.get(row.subject_id)
    if (group === undefined) groups.set(row.subject_id, [row])
    else group.push(row)
  }
  return groups
}
