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
    constraint('box', either('box', 'box', known)),
    constraint('disclosure', either('recipient', 'disclosure', known)),
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
  const allowedLines = lines.length === 0 ? '  false' : lines.join(' or\n')
  return `alter table ${table} drop constraint if exists policy_${table};
alter table ${table} add constraint policy_${table} check ((
${allowedLines}
) is true) not valid;`
}

/** What one version allows, for the database to judge by: as rows at adoption, as constraints in the document. */
export interface DatabaseRule {
  readonly governs: 'consent' | 'box' | 'disclosure' | 'access'
  /** The purpose of a consent, a box, the recipient of a disclosure, a role. */
  readonly about: string
  readonly recipient?: string
  readonly channel?: string
  readonly operations: readonly string[]
  readonly fields: readonly string[]
}

export function databaseRuleRows(policy: Policy): readonly DatabaseRule[] {
  return [
    ...textsOf(policy, 'kk').map((text): DatabaseRule => {
      const { purpose: about, operations, fields, recipient, channel } = text
      return {
        governs: 'consent',
        about,
        ...(recipient === undefined ? {} : { recipient }),
        ...(channel === undefined ? {} : { channel }),
        operations,
        fields,
      }
    }),
    ...policy.boxes.map(({ id }): DatabaseRule => {
      const fields = policy.fields.filter((field) => field.box === id && isCollected(policy, field))
      return about(
        'box',
        id,
        fields.map((field) => field.id),
      )
    }),
    ...policy.recipients.map((recipient) => {
      const purposes = recipient.agreement?.purposes ?? []
      return about(
        'disclosure',
        recipient.id,
        purposes.flatMap((purpose) => sentFields(policy, recipient, purpose)),
      )
    }),
    ...policy.roles.map((role) => about('access', role.id, readable(policy, role))),
  ]
}

function about(
  governs: DatabaseRule['governs'],
  id: string,
  fields: readonly string[],
): DatabaseRule {
  return { governs, about: id, operations: [], fields: [...new Set(fields)].toSorted() }
}

function readable(policy: Policy, role: Policy['roles'][number]): readonly string[] {
  return role.grants
    .filter((grant) => grant.operations.some((operation) => READING.includes(operation)))
    .flatMap((grant) => expand(policy, grant))
}

/** A consent is written under the version whose words were shown. */
function consents(versions: readonly Policy[]): readonly string[] {
  return versions.flatMap((policy) =>
    rulesOn('consent', [policy]).map((rule) =>
      [
        `policy_hash = ${literal(policy.hash)}`,
        `purpose = ${literal(rule.about)}`,
        same('recipient', rule.recipient),
        same('channel', rule.channel),
        `operations <@ ${array(rule.operations)}`,
        `fields <@ ${array(rule.fields)}`,
      ].join(' and '),
    ),
  )
}

function rulesOn(
  governs: DatabaseRule['governs'],
  versions: readonly Policy[],
): readonly DatabaseRule[] {
  return versions.flatMap(databaseRuleRows).filter((rule) => rule.governs === governs)
}

/** All versions together: a row of each may still be written. */
function either(
  column: string,
  governs: DatabaseRule['governs'],
  versions: readonly Policy[],
): readonly string[] {
  const byId = Map.groupBy(rulesOn(governs, versions), (rule) => rule.about)
  return [...byId].map(([id, rules]) => {
    const fields = rules.flatMap((rule) => rule.fields)
    return `${column} = ${literal(id)} and fields <@ ${array(fields)}`
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
    const fields = readable(policy, role)
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
