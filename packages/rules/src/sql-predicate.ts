/**
 * The decision as SQL: what may be done with one person's data, asked where the data are.
 *
 * For views, row policies and reports of other systems beside `decide`. From the same compiled tables comes the
 * text of three relations (`cell`, `purpose`, `agreement`) and two functions in a schema of their own:
 * `permitted(…)` gives every permitted role × operation × purpose × field × recipient × channel for one person's
 * facts, `may(…)` answers one question. They know questions of one field or of none, addressed to nobody, to a
 * recipient or by a channel. What is missing, null or unknown is absent from the rows: silence forbids (I8).
 *
 * Pure: gives text, runs nothing. Gives no code, clause or permit; who needs those asks `decide`.
 * Law: 94-V art. 7, 8, 10, 14; DC art. 41(3). Requirements: R-5, R-32, R-41, R-55 to R-62. Invariants I6, I8, I9.
 */
import { cellIndex, fieldsIn, type PurposeTable, type Tables } from '@kelisim/policy'
import { OPERATIONS, type Operation, toIso, later, type Moment } from '@kelisim/terms'
import { CONTINUED, has, OUTPUTS, TRANSFERS } from './answer.ts'
import { FOR_THE_PERSON, OUTLASTS } from './suspended.ts'

const SCHEMA = /^[a-z][a-z0-9_]{0,30}$/

/** Statements that make the schema; throws for a schema whose name would need quoting. */
export function decideSql(tables: Tables, schema: string): string {
  if (!SCHEMA.test(schema)) throw new Error('a schema is a-z, 0-9 and _')
  return [
    `create schema ${schema}`,
    `create type ${schema}.consent_fact as (purpose text, operations text[], fields text[],
  recipient text, channel text, granted_at timestamptz, expires_at timestamptz, withdrawn_at timestamptz)`,
    relation(schema, 'cell', CELL, cells(tables)),
    relation(schema, 'purpose', PURPOSE, purposes(tables)),
    relation(schema, 'agreement', AGREEMENT, agreements(tables)),
    permitted(tables, schema),
    may(schema),
  ]
    .map((statement) => `${statement};\n`)
    .join('\n')
}

/** Columns and their types, in order. */
type Columns = readonly (readonly [name: string, type: string])[]

/** Operations that a role may do for a purpose on a field, or (null) without one; never those that are never done. */
const CELL: Columns = [
  ['role', 'text'],
  ['operation', 'text'],
  ['purpose', 'text'],
  ['field', 'text'],
]
const PURPOSE: Columns = [
  ['purpose', 'text'],
  ['statute', 'boolean'],
  ['rights', 'boolean'],
  ['clients_only', 'boolean'],
  ['has_control', 'boolean'],
  ['channels', 'text[]'],
]
/** Only those that keep data in Kazakhstan: with any other nothing is ever permitted. */
const AGREEMENT: Columns = [
  ['recipient', 'text'],
  ['valid_from', 'timestamptz'],
  ['valid_before', 'timestamptz'],
  ['operations', 'text[]'],
  ['purposes', 'text[]'],
  ['fields', 'text[]'],
]

function relation(
  schema: string,
  name: string,
  columns: Columns,
  rows: readonly (readonly string[])[],
): string {
  const names = columns.map(([column]) => column).join(', ')
  const types = columns.map(([column, type]) => `${column}::${type}`).join(', ')
  const nothing = `(${columns.map(() => 'null').join(', ')})`
  const values =
    rows.length === 0 ? nothing : rows.map((row) => `(${row.join(', ')})`).join(',\n  ')
  const none = rows.length === 0 ? ' where false' : ''
  return `create view ${schema}.${name} as select ${types} from (values\n  ${values}) as v(${names})${none}`
}

function cells(tables: Tables): readonly (readonly string[])[] {
  return tables.roles.flatMap((role, roleAt) =>
    tables.purposes.flatMap((purpose, purposeAt) =>
      OPERATIONS.flatMap((operation, operationAt) => {
        const granted = tables.granted[roleAt * tables.purposes.length + purposeAt] ?? 0
        if (!has(granted, operationAt) || isNever(purpose, operation, operationAt)) return []
        const place = cellIndex(tables, roleAt, purposeAt, operationAt) * 2
        const { off, special } = tables
        const lo = (tables.allowed[place] ?? 0) & purpose.fields.lo & ~(off.lo | special.lo)
        const hi = (tables.allowed[place + 1] ?? 0) & purpose.fields.hi & ~(off.hi | special.hi)
        const head = [text(role.id), text(operation), text(purpose.id)]
        return [[...head, 'null'], ...fieldsIn(tables, { lo, hi }).map((id) => [...head, text(id)])]
      }),
    ),
  )
}

function isNever(purpose: PurposeTable, operation: Operation, at: number): boolean {
  return operation === 'distribute' || (purpose.depersonalisedOnly && has(OUTPUTS, at))
}

function purposes(tables: Tables): readonly (readonly string[])[] {
  return tables.purposes.map((purpose) => [
    text(purpose.id),
    String(purpose.statute),
    String(purpose.rights),
    String(purpose.clientsOnly),
    String(purpose.hasProcessingControl),
    array(namesIn([...tables.channelOf.keys()], purpose.channels)),
  ])
}

function agreements(tables: Tables): readonly (readonly string[])[] {
  return tables.recipients.flatMap(({ id, agreement }) => {
    if (agreement?.inKazakhstan !== true) return []
    return [
      [
        text(id),
        time(agreement.from),
        time(later(agreement.to, 1)),
        array(namesIn(OPERATIONS, agreement.operations)),
        array(namesIn([...tables.purposeOf.keys()], agreement.purposes)),
        array(fieldsIn(tables, agreement.fields)),
      ],
    ]
  })
}

const FACTS = (schema: string) => `at timestamptz, state text, categories text[],
  consents ${schema}.consent_fact[], suspended text[], obligations text[], suspended_purposes text[]`

/** Consents to the purpose that were given by then, and those of them that are alive. */
const GIVEN = 't.purpose = p.purpose and t.granted_at <= $1'
const LIVE = `${GIVEN} and $1 < t.expires_at and (t.withdrawn_at is null or $1 < t.withdrawn_at)`
const COVERS = '(c.field is null or c.field = any(t.fields))'
const CAN = 'c.operation = any(t.operations)'

function permitted(tables: Tables, schema: string): string {
  const transfer = `c.operation = any(${array(namesIn(OPERATIONS, TRANSFERS))})`
  const continued = `(c.purpose = any($6) and c.operation = any(${array(namesIn(OPERATIONS, CONTINUED))}))`
  const addressed = `(${transfer} or (a.channel is not null and p.channels <> '{}'))`
  const tick = (which: string, among = 'live') =>
    `exists (select from unnest(p.${among}) as t where ${which} and ${COVERS})`
  const base = `t.recipient is null and (not p.has_control or t.channel is null)
      and (${CAN} or (p.has_control and ${addressed}))`
  const outlasts = array(namesIn(OPERATIONS, OUTLASTS))
  const known = array([...tables.categories, 'client'])
  // Where the recipient's or channel's tick is the only one there is, it is looked for below.
  const ground = `(p.statute or (not p.has_control and ${addressed})
    or (($2 <> 'restricted' or c.operation = 'store') and ${tick(base)})
    or (${continued} and ${tick(base, 'given')}))`
  const received = `(g.recipient is not null and g.valid_from <= $1 and $1 < g.valid_before
    and (not ${transfer} or c.operation = any(g.operations)) and c.purpose = any(g.purposes)
    and (c.field is null or c.field = any(g.fields)) and not a.recipient = any($5)
    and (p.statute or ${tick(`t.recipient = a.recipient and (not ${transfer} or ${CAN})`)}))`
  const sent = `(p.statute or p.channels = '{}' or (a.channel = any(p.channels)
    and ${tick(`t.channel = a.channel and t.recipient is null and ${CAN}`)}))`
  return `create function ${schema}.permitted(${FACTS(schema)})
returns table(role text, operation text, purpose text, field text, recipient text, channel text)
language sql stable as $function$
  select c.role, c.operation, c.purpose, c.field, a.recipient, a.channel
  from ${schema}.cell c
  join (
    select p.*, array(select t from unnest($4) as t where ${GIVEN}) as given,
      array(select t from unnest($4) as t where ${LIVE}) as live
    from ${schema}.purpose p offset 0
  ) as p on p.purpose = c.purpose
  cross join (${addressees(tables)}) as a(recipient, channel)
  left join ${schema}.agreement g on g.recipient = a.recipient
  where $1 is not null and $3 && ${known}
    and ($2 = 'live'
      or ($2 = 'blocked' and (c.operation in ('store', 'unblock') or (p.rights and c.operation = 'extract')))
      or ($2 = 'restricted' and (c.operation = 'store' or p.statute or ${continued})))
    and (not c.purpose = any($7) or c.operation = any(${outlasts})
      or (p.rights and c.role = any(${array(FOR_THE_PERSON)})))
    and (not p.clients_only or 'client' = any($3))
    and case when a.recipient is null then not ${transfer} else ${received} end
    and case when a.channel is null then not (p.channels <> '{}' and c.operation = 'use') else ${sent} end
    and ${ground}
$function$`
}

/** Nobody, each recipient, each channel. */
function addressees(tables: Tables): string {
  const rows = [
    '(null::text, null::text)',
    ...tables.recipients.map(({ id }) => `(${text(id)}, null)`),
    ...[...tables.channelOf.keys()].map((channel) => `(null, ${text(channel)})`),
  ]
  return `values ${rows.join(', ')}`
}

function may(schema: string): string {
  return `create function ${schema}.may(role text, operation text, purpose text, field text, recipient text,
  channel text, ${FACTS(schema)})
returns boolean language sql stable as $function$
  select exists (
    select from ${schema}.permitted($7, $8, $9, $10, $11, $12, $13) as p
    where p.role = $1 and p.operation = $2 and p.purpose = $3 and p.field is not distinct from $4
      and p.recipient is not distinct from $5 and p.channel is not distinct from $6)
$function$`
}

function namesIn(names: readonly string[], bits: number): readonly string[] {
  return names.filter((_, at) => has(bits, at))
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}

function array(values: readonly string[]): string {
  return `array[${values.map(text).join(', ')}]::text[]`
}

function time(at: Moment): string {
  return `timestamptz '${toIso(at)}'`
}
