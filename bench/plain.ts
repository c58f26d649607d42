/**
 * What the governed operations are compared with: one table, no encryption, no decision, no ledger, as
 * many bytes; and the floor of a read, which is a plain read recorded durably before its answer counts.
 */
import { randomBytes } from 'node:crypto'
import type pg from 'pg'

export type Work = (client: number, turn: number) => Promise<void>

export function plainWrite(plain: pg.Pool, bytes: number): Work {
  const body = randomBytes(bytes)
  const text = 'insert into plain (body) values ($1)'
  return async () => void (await plain.query({ text, values: [body], name: 'plain_write' }))
}

/** `begin` leaves with the question and `commit` with the entry, as ours do: two exchanges. */
export async function recordedRead(plain: pg.Pool, bytes: number, people: number): Promise<Work> {
  const { rows } = await plain.query<{ bytes: number }>(
    'select avg(octet_length(entry))::float8 as bytes from action_inbox',
  )
  const entry = randomBytes(Math.round(rows[0]?.bytes ?? 0))
  const { text, idAt } = await plainRows(plain, bytes, people)
  const record = 'insert into plain (body) values ($1)'
  return async (client, turn) => {
    const connection = await plain.connect()
    try {
      const values = [idAt(client, turn)]
      await all(connection.query('begin'), connection.query({ text, values, name: 'plain_read' }))
      await all(
        connection.query({ text: record, values: [entry], name: 'plain_write' }),
        connection.query('commit'),
      )
    } finally {
      connection.release()
    }
  }
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
