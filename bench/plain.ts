/**
 * What the governed operations are compared with: one table, no encryption, no decision, no ledger, as
 * many bytes; and their floors, a plain look or change recorded durably before its answer counts.
 */
import { randomBytes } from 'node:crypto'
import type pg from 'pg'

export type Work = (client: number, turn: number) => Promise<void>

export function plainWrite(plain: pg.Pool, bytes: number): Work {
  const body = randomBytes(bytes)
  const text = 'insert into plain (body) values ($1)'
  return async () => void (await plain.query({ text, values: [body], name: 'plain_write' }))
}

/**
 * A plain read, and behind its answer the record of it: `begin` leaves with the question and `commit` with
 * the entry, as ours do, in two exchanges.
 */
export async function recordedRead(plain: pg.Pool, bytes: number, people: number): Promise<Work> {
  const entry = await entryLikeOurs(plain)
  const { text, idAt } = await plainRows(plain, bytes, people)
  return async (client, turn) => {
    const look = { text, values: [idAt(client, turn)], name: 'plain_read' }
    await inTwoExchanges(plain, look, [recordOf(entry)])
  }
}

/** The same with the row locked, and written anew beside its record. */
export async function recordedChange(plain: pg.Pool, bytes: number, people: number): Promise<Work> {
  const entry = await entryLikeOurs(plain)
  const body = randomBytes(Math.max(1, bytes - entry.length))
  const { idAt } = await plainRows(plain, body.length, people)
  const text = 'select body from plain where id = $1 for update'
  const change = 'update plain set body = $2 where id = $1'
  return async (client, turn) => {
    const id = idAt(client, turn)
    await inTwoExchanges(plain, { text, values: [id], name: 'plain_lock' }, [
      { text: change, values: [id, body], name: 'plain_change' },
      recordOf(entry),
    ])
  }
}

interface Named {
  readonly text: string
  readonly values: unknown[]
  readonly name: string
}

async function inTwoExchanges(
  plain: pg.Pool,
  look: Named,
  changes: readonly Named[],
): Promise<void> {
  const connection = await plain.connect()
  try {
    await all(connection.query('begin'), connection.query(look))
    await all(...changes.map((change) => connection.query(change)), connection.query('commit'))
  } finally {
    connection.release()
  }
}

async function entryLikeOurs(plain: pg.Pool): Promise<Buffer> {
  const { rows } = await plain.query<{ bytes: number }>(
    'select avg(octet_length(entry))::float8 as bytes from action_inbox',
  )
  return randomBytes(Math.round(rows[0]?.bytes ?? 0))
}

function recordOf(entry: Buffer): Named {
  return { text: 'insert into plain (body) values ($1)', values: [entry], name: 'plain_write' }
}

async function all(...answers: readonly Promise<unknown>[]): Promise<void> {
  await Promise.all(answers)
}

export async function plainRead(plain: pg.Pool, bytes: number, people: number): Promise<Work> {
  const { text, idAt } = await plainRows(plain, bytes, people)
  return async (client, turn) => {
    await plain.query({ text, values: [idAt(client, turn)], name: 'plain_read' })
  }
}

interface PlainRows {
  readonly text: string
  readonly idAt: (client: number, turn: number) => string | undefined
}

async function plainRows(plain: pg.Pool, bytes: number, people: number): Promise<PlainRows> {
  const { rows } = await plain.query<{ id: string }>(
    'insert into plain (body) select $1 from generate_series(1, $2) returning id',
    [randomBytes(bytes), people],
  )
  const idAt = (client: number, turn: number) => rows[(client * 7 + turn) % people]?.id
  return { text: 'select body from plain where id = $1', idAt }
}
