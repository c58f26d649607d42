/**
 * A house with so many people, filled by SQL with synthetic rows and nothing of anybody: each has a key, two
 * links, three boxes, two consents and an application, in rows as large as real ones. Nobody can open their boxes,
 * and nobody asks for them: they are what stands in the way of those who are asked for.
 */
import pg from 'pg'

/** Rows made by one statement. */
const STRETCH = 100_000

const FILL: readonly string[] = [
  `insert into subject select id, 'live', '{potential_borrower}', 1, now(), now(), null, salt from person`,
  `insert into keys.subject_key select id, 1, 1, decode(repeat(salt, 4), 'hex') from person`,
  `insert into identity_link select kind, decode(md5(kind || salt), 'hex'), id, salt
   from person, unnest('{phone,iin}'::text[]) as kind`,
  `insert into box select id, box, 1, decode(repeat(md5(box || salt), 18), 'hex'), fields, 'site', now(),
     now() + interval '30 days' + n % 30 * interval '1 day', salt
   from person, (values ('identity', '{last_name,first_name,birth_date,iin}'::text[]),
     ('contact', '{phone}'::text[]), ('situation', '{income,social_status}'::text[])) as kept (box, fields)`,
  `insert into consent select p.id, md5(c.control || p.salt)::uuid, c.control, c.purpose, c.operations, c.fields,
     c.recipient, c.channel, c.text_sha256, c.language, c.policy_hash, c.policy_version, c.confirmed_by,
     now(), now() + interval '30 days', null, p.salt
   from person p, (select distinct on (control) * from consent) c`,
  `insert into application select p.id, md5('a' || p.salt)::uuid, 'B-' || p.n, a.amount_tenge, a.term_days, a.language,
     a.state, a.reason, a.source, now(), now(), p.salt
   from person p, (select * from application limit 1) a`,
]

/** Copies what an applicant of the house has; there must be one. */
export async function fillWithPeople(databaseUrl: string, people: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    // Each row is right: nothing has to be looked up, judged or flushed one by one.
    await client.query('set synchronous_commit = off; set session_replication_role = replica')
    await client.query('create temp table person (n int, id uuid, salt text)')
    for (let from = 0; from < people; from += STRETCH) {
      await client.query(
        `truncate person; insert into person select n, md5('id' || n)::uuid, md5(n::text)
         from generate_series(${from + 1}, ${Math.min(people, from + STRETCH)}) n`,
      )
      for (const statement of FILL) await client.query(statement)
    }
    await client.query('checkpoint')
    await client.query('vacuum analyze')
  } finally {
    await client.end()
  }
}
