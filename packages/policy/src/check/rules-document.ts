/**
 * The rules of the checker as a document: docs/policy-rules.md.
 *
 * Written from the table, never by hand; a test compares the two. Serves.
 */
import { CHECKER_RULES } from './rules.ts'

export function rulesDocument(): string {
  const errors = CHECKER_RULES.filter(({ severity }) => severity === 'error').length
  const rows = CHECKER_RULES.toSorted((one, other) => (one.code < other.code ? -1 : 1)).map(
    ({ code, severity, serves, what, remedy }) =>
      `| \`${code}\` | ${severity} | ${serves.join(', ')} | ${cell(what.en)} | ${cell(remedy.en)} |`,
  )
  return [
    '# Rules of the policy checker',
    '',
    `\`npx kelisim policy check [DIR]\` holds a policy folder against ${CHECKER_RULES.length} rules: ${errors} errors, which stop a start and`,
    `a publication, and ${CHECKER_RULES.length - errors} warnings, which are told. A finding is severity, code, file and line, clause and parameters (so with \`--json\`);`,
    'its words, what is wrong and what to do, stand once for each code in kk, ru and en, and a {place} is filled from the parameters',
    '(`--lang` at the terminal, the language of the desk, all of them with `npx kelisim policy rules --json`). Each rule has a failing',
    'example beside [check.test.ts](../packages/policy/src/check/check.test.ts). Written by `npx kelisim policy rules > docs/policy-rules.md`.',
    '',
    '| code | severity | serves | what is wrong | what to do |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

/** A bar would end the cell: the forms of a number are left out. */
function cell(template: string): string {
  return template.replaceAll(/\|[^{}]*\}/g, '}')
}
