/** Which changes of the door no test can notice, and why (equivalents.ts). */
import type { Equivalent } from './equivalents.ts'

/** The only text in each of these lines stands where a column is null. */
const NEVER_NULL: readonly string[] = [
  "box: box ?? '',",
  "sealed: bytesOf(sealed ?? ''),",
  "const subject = told[0] ?? ''",
  "const subject = (id ?? '') as SubjectId",
  "purpose: purpose ?? '',",
  "operations: listOf(operations ?? '{}'),",
  "subjectCategories: listOf(categories ?? '{}'),",
  "return store.keys.unwrapText(subject, place, wrapped ?? '')",
  "fields: listOf(fields ?? '{}'),",
]

const AS_UTF8: Readonly<Record<string, readonly string[]>> = {
  door: [
    "const plaintext = Buffer.from(JSON.stringify(values), 'utf8')",
    "const plaintext = Buffer.from(JSON.stringify(Object.fromEntries(values)), 'utf8')",
    "return Buffer.from(buffer, byteOffset, length).toString('utf8')",
  ],
  aside: [
    "const sealed = sealBox(known.key, place, Buffer.from(value, 'utf8'), unit.random)",
    "return { [field]: Buffer.from(plaintext).toString('utf8') }",
  ],
}

export const DOOR: readonly Equivalent[] = [
  {
    file: 'packages/store/src/door.ts',
    line: 'const previous = held.find((row) => row.box === box)',
    becomes: ['findLast'],
    why: 'a person has one row for each box: its key in the database',
  },
  {
    file: 'packages/store/src/door.ts',
    line: 'const box = unit.policy.fields.find((rule) => rule.id === field)?.box',
    becomes: ['findLast'],
    why: 'a policy that declares a field twice does not compile',
  },
  ...Object.entries(AS_UTF8).flatMap(([name, lines]) =>
    lines.map((line) => ({
      file: `packages/store/src/${name}.ts`,
      line,
      was: "'utf8'",
      why: 'without a name Node reads and writes UTF-8',
    })),
  ),
  ...['return recordId<Id>(this.at, this.random(10))', 'const random = this.random(10)'].map(
    (line) => ({
      file: 'packages/store/src/writing.ts',
      line,
      was: '10',
      why: 'an id takes ten bytes of those it is given',
    }),
  ),
  {
    file: 'packages/store/src/unit.ts',
    line: 'if (this.#persons.has(person)) return',
    becomes: ['false'],
    why: 'who is announced twice is announced; the second statement is spared',
  },
  {
    file: 'packages/store/src/facts.ts',
    line: 'if (wrapped === null || epoch === null || keyVersion === null) return undefined',
    becomes: ['&&', 'false'],
    why: 'the three stand in one row of columns that are never null: all are there, or none',
  },
  {
    file: 'packages/store/src/facts.ts',
    line: 'const isLater = fact.withdrawnAt !== undefined && fact.withdrawnAt > at',
    becomes: ['>='],
    why: 'a withdrawal of this moment is put to this moment',
  },
  ...NEVER_NULL.map((line) => ({
    file: 'packages/store/src/holding.ts',
    line,
    becomes: ["'?'", "''"],
    why: 'the column is never null; the other word is there for the types',
  })),
  {
    file: 'packages/store/src/holding.ts',
    line: 'if (recipient === null && channel === null && withdrawn === null) return fact',
    becomes: ['false'],
    why: 'the long way adds nothing to it; most consents are spared a second object',
  },
]
