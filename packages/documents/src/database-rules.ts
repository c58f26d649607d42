/**
 * What may the database itself refuse? The policy as constraints and views, in SQL.
 *
 * A second lock behind the door: a consent, a box or a transfer that no adopted version allows is refused by
 * PostgreSQL, whoever writes it; a view for each role shows which fields it may read, and never a value (values are sealed).
 * `versions` are all versions whose rows may still be written (withdrawn, sent again), the newest last.
 *
 * Guarantees: the same versions give the same text; running it twice is once; rows that stand are not judged
 * (`not valid`), so an old row stays but cannot be written anew outside the policy. Run by the owner of the tables.
 * Law: 94-V art. 7(8), 7(9), 10(3), 11(2). Requirements: R-17, R-32, R-54, R-60, R-61, R-84. Invariants I8, I9.
 */
import { expand, type Policy } from '@kelisim/policy'
import type { Operation } from '@kelisim/terms'
import { type Document, documentOf } from './document.ts'
import { isCollected, sentFields, textsOf } from './reading.ts'

/** Operations by which somebody learns a value. */
const READING: readonly Operation[] = ['extract', 'use', 'provide', 'give_access', 'transfer']

export function databaseDocument(policy: Policy): readonly Document[] {
  return [
    documentOf({
      kind: 'database',
      name: 'database.sql',
      mediaType: 'application/sql; charset=utf-8',
      text: databaseRules([policy]),
    }),
  ]
}

export function databaseRules(versions: readonly Policy[]): string {
  const newest = versions.at(-1)
  if (newest === undefined) throw new Error('no policy, no constraints')
  const known = [...new Map(versions.map((policy) => [policy.hash, policy])).values()]
  return `${[
    `-- Policy ${newest.id}, version ${newest.version}, ${newest.hash}.`,
    '-- Made by the program; run by the owner of the tables, in one transaction.',
    constraint('consent', consents(known)),
    constraint('box', boxes(known)),
    constraint('disclosure', disclosures(known)),
    constraint('staff', [
      `role in (${list(known.flatMap(({ roles }) => roles.map(({ id }) => id)))})`,
    ]),
    dropViews(),
    ...views(newest),
  ].join('\n\n')}\n`
}

/** Unknown is not true: a missing value does not slip through. */
function constraint(table: string, allowed: readonly string[]): string {
  const lines = [...new Set(allowed)].map((line) => `  (${line})`)
  const either = lines.length === 0 ? '  false' : lines.join(' or\n')
  return `alter table ${table} drop constraint if exists policy_${table};
alter table ${table} add constraint policy_${table} check ((
${either}
) is true) not valid;`
}

/** A consent is written under the version whose words were shown. */
function consents(versions: readonly Policy[]): readonly string[] {
  return versions.flatMap((policy) =>
    textsOf(policy, 'kk').map((text) =>
      [
        `policy_hash = ${literal(policy.hash)}`,
        `purpose = ${literal(text.purpose)}`,
        same('recipient', text.recipient),
        same('channel', text.channel),
        `operations <@ ${array(text.operations)}`,
        `fields <@ ${array(text.fields)}`,
      ].join(' and '),
    ),
  )
}

function boxes(versions: readonly Policy[]): readonly string[] {
  const ids = [...new Set(versions.flatMap((policy) => policy.boxes.map(({ id }) => id)))]
  return ids.map((box) => {
    const fields = versions.flatMap((policy) =>
      policy.fields.filter((field) => field.box === box && isCollected(field)),
    )
    return `box = ${literal(box)} and fields <@ ${array(fields.map(({ id }) => id))}`
  })
}

function disclosures(versions: readonly Policy[]): readonly string[] {
  const ids = [...new Set(versions.flatMap((policy) => policy.recipients.map(({ id }) => id)))]
  return ids.map((id) => {
    const fields = versions.flatMap((policy) =>
      policy.recipients
        .filter((recipient) => recipient.id === id)
        .flatMap((recipient) =>
          (recipient.agreement?.purposes ?? []).flatMap((purpose) =>
            sentFields(policy, recipient, purpose),
          ),
        ),
    )
    return `recipient = ${literal(id)} and fields <@ ${array(fields)}`
  })
}

/** A role that left the policy leaves no view behind. */
function dropViews(): string {
  return `do $$
declare one text;
begin
  for one in select viewname from pg_views where schemaname = current_schema() and viewname like 'access\\_%'
  loop
    execute format('drop view %I', one);
  end loop;
end $$;`
}

function views(policy: Policy): readonly string[] {
  return policy.roles.flatMap((role) => {
    const fields = role.grants
      .filter((grant) => grant.operations.some((operation) => READING.includes(operation)))
      .flatMap((grant) => expand(policy, grant))
    if (fields.length === 0) return []
    const name = `access_${role.id}`
    return [
      `create view ${name} with (security_barrier) as
  select subject_id, box, array(select one from unnest(fields) as one where one = any (${array(fields)})) as fields,
         source, written_at, retain_until
  from box where fields && ${array(fields)};
revoke all on ${name} from public;`,
    ]
  })
}

function same(column: string, value: string | undefined): string {
  return value === undefined ? `${column} is null` : `${column} = ${literal(value)}`
}

function array(values: readonly string[]): string {
  return values.length === 0 ? "'{}'::text[]" : `array[${list(values)}]`
}

function list(values: readonly string[]): string {
  return [...new Set(values)].toSorted().map(literal).join(', ')
}

/** Identifiers of a policy are a-z, 0-9 and _; quoted all the same. */
function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}
