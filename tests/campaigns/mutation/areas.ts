/**
 * Which files are mutated together, and which tests must notice?
 *
 * The tests of an area are pure and narrow, the quickest first: a mutant that dies early never meets the slow ones. An area whose tests need a database is
 * out of reach of this tool as it is. `equivalent`: changes that no test can notice, each with the reason; they
 * are told in the evidence and count as survivors all the same.
 */
export interface Area {
  readonly files: readonly string[]
  readonly tests: readonly string[]
  readonly equivalent: readonly Equivalent[]
}

/** A mutant is known by its file, the text of its line and what it becomes, not by a number that moves. */
export interface Equivalent {
  readonly file: string
  readonly line: string
  /** Absent: whatever it becomes. */
  readonly becomes?: readonly string[]
  readonly why: string
}

export const AREAS: Readonly<Record<string, Area>> = {
  decide: {
    files: ['decide', 'intern', 'asked', 'standing', 'ground', 'need', 'state', 'answer'].map(
      (name) => `packages/rules/src/${name}.ts`,
    ),
    tests: ['decide.table', 'evaluation', 'decide', 'intern', 'decide.random'].map(
      (name) => `packages/rules/src/${name}.test.ts`,
    ),
    equivalent: [
      {
        file: 'packages/rules/src/standing.ts',
        line: "effect: 'stands',",
        why: 'only `refuse` is ever asked for; the other word is there for the types and the reader',
      },
      {
        file: 'packages/rules/src/intern.ts',
        line: 'if (consent.purpose < 0) continue',
        why: 'a chain of consents to an unknown purpose is never walked: such a question is refused before',
      },
      {
        file: 'packages/rules/src/decide.ts',
        line: 'const consents = facts.consents.filter((consent) => consent.purpose === question.purpose)',
        becomes: ['facts.consents'],
        why: 'the second pass over all consents gives the same answer; the first only saves reading them',
      },
      {
        file: 'packages/rules/src/decide.ts',
        line: "if (answer.effect === 'permit' || answer.code !== 'no_consent') return answer",
        becomes: ['false'],
        why: 'the second pass over all consents gives the same answer; the first only saves reading them',
      },
      {
        file: 'packages/rules/src/decide.ts',
        line: "if (answer.effect === 'permit' || answer.code !== 'no_consent') return answer",
        becomes: ['&&'],
        why: 'the second pass over all consents gives the same answer; the first only saves reading them',
      },
      {
        file: 'packages/rules/src/decide.ts',
        line: "if (answer.effect === 'permit' || answer.code !== 'no_consent') return answer",
        becomes: ["''"],
        why: 'the second pass over all consents gives the same answer; the first only saves reading them',
      },
    ],
  },
  compile: {
    files: ['tables', 'consent', 'fill', 'lawful', 'digest'].map(
      (name) => `packages/policy/src/${name}.ts`,
    ),
    tests: [
      'policy/src/fill',
      'policy/src/consent',
      'policy/src/tables',
      'policy/src/check/lawful',
      'rules/src/decide.table',
      'documents/src/golden',
    ].map((name) => `packages/${name}.test.ts`),
    equivalent: [
      {
        file: 'packages/policy/src/fill.ts',
        line: 'const index = one ? 0 : forms.length > 2 && few ? 1 : forms.length - 1',
        becomes: ['>='],
        why: 'of two forms the second is also the last',
      },
      {
        file: 'packages/policy/src/consent.ts',
        line: 'const withdrawal = policy.deadlines.find(({ id }) => id === WITHDRAWAL)',
        becomes: ['findLast'],
        why: 'a deadline declared twice is refused when the folder is read',
      },
    ],
  },
  vault: {
    files: [
      'box',
      'derive',
      'framed',
      'gcm',
      'index-plan',
      'keyed-hash',
      'keyring',
      'record',
      'subject-key',
      'token',
      'wrap',
      'xaes',
    ].map((name) => `packages/vault/src/${name}.ts`),
    tests: [
      'record',
      'framed',
      'keyed-hash',
      'format',
      'wycheproof',
      'token',
      'keyring',
      'box',
      'index-plan',
      'xaes',
      'secrecy',
    ].map((name) => `packages/vault/src/${name}.test.ts`),
    equivalent: [],
  },
  documents: {
    files: [
      'access-list',
      'agreement-schedule',
      'approved-list',
      'compile',
      'consent-forms',
      'consent-record',
      'consent-record-schema',
      'database-rules',
      'document',
      'given-consent',
      'kantara-receipt',
      'lender-schemas',
      'linked-data',
      'paper',
      'privacy-notices',
      'reading',
      'register',
      'retention-schedule',
    ].map((name) => `packages/documents/src/${name}.ts`),
    tests: ['consent-record', 'compile', 'golden'].map(
      (name) => `packages/documents/src/${name}.test.ts`,
    ),
    equivalent: [],
  },
}
