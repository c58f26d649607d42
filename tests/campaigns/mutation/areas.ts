/**
 * Which files are mutated together, and which tests must notice?
 *
 * The tests of an area are pure and narrow, the quickest first: a mutant that dies early never meets the slow ones,
 * and slow tests of a file may be left to a later step (`skip`). An area whose tests need a database is
 * out of reach of this tool as it is. `equivalent`: changes that no test can notice, each with the reason; they
 * are told in the evidence and count as survivors all the same.
 */
export interface Area {
  readonly files: readonly string[]
  readonly tests: readonly Step[]
  readonly equivalent: readonly Equivalent[]
}

/** One process of tests; `skip` is a pattern of names that are not asked here. */
export interface Step {
  readonly test: string
  readonly skip?: string
}

/** A mutant is known by its file, the text of its line and what it becomes, not by a number that moves. */
export interface Equivalent {
  readonly file: string
  readonly line: string
  readonly becomes: string
  readonly why: string
}

export const AREAS: Readonly<Record<string, Area>> = {
  decide: {
    files: ['decide', 'intern', 'asked', 'standing', 'ground', 'need', 'state', 'answer'].map(
      (name) => `packages/rules/src/${name}.ts`,
    ),
    tests: [
      { test: 'packages/rules/src/intern.test.ts' },
      { test: 'packages/rules/src/decide.table.test.ts' },
      { test: 'packages/rules/src/evaluation.test.ts' },
      {
        test: 'packages/rules/src/decide.test.ts',
        skip: 'random questions|beyond the first word|can be disclosed',
      },
      { test: 'packages/rules/src/decide.random.test.ts' },
    ],
    equivalent: [
      {
        file: 'packages/rules/src/decide.ts',
        line: 'const consents = facts.consents.filter((consent) => consent.purpose === question.purpose)',
        becomes: 'facts.consents',
        why: 'the second pass over all consents gives the same answer; the first only saves reading them',
      },
      {
        file: 'packages/rules/src/decide.ts',
        line: "if (answer.effect === 'permit' || answer.code !== 'no_consent') return answer",
        becomes: 'false',
        why: 'the second pass over all consents gives the same answer; the first only saves reading them',
      },
      {
        file: 'packages/rules/src/decide.ts',
        line: "if (answer.effect === 'permit' || answer.code !== 'no_consent') return answer",
        becomes: '&&',
        why: 'the second pass over all consents gives the same answer; the first only saves reading them',
      },
      {
        file: 'packages/rules/src/decide.ts',
        line: "if (answer.effect === 'permit' || answer.code !== 'no_consent') return answer",
        becomes: "''",
        why: 'the second pass over all consents gives the same answer; the first only saves reading them',
      },
      {
        file: 'packages/rules/src/decide.ts',
        line: "if (purpose === undefined || said === undefined) return refuse('unknown_purpose')",
        becomes: 'false',
        why: '`unknownOrNever` has refused such a purpose before; the line is there for the types',
      },
      {
        file: 'packages/rules/src/decide.ts',
        line: "if (purpose === undefined || said === undefined) return refuse('unknown_purpose')",
        becomes: '&&',
        why: '`unknownOrNever` has refused such a purpose before; the line is there for the types',
      },
      {
        file: 'packages/rules/src/decide.ts',
        line: "if (purpose === undefined || said === undefined) return refuse('unknown_purpose')",
        becomes: 'undefined',
        why: '`unknownOrNever` has refused such a purpose before; the line is there for the types',
      },
      {
        file: 'packages/rules/src/decide.ts',
        line: "if (purpose === undefined || said === undefined) return refuse('unknown_purpose')",
        becomes: "''",
        why: '`unknownOrNever` has refused such a purpose before; the line is there for the types',
      },
    ],
  },
  compile: {
    files: ['tables', 'consent', 'fill', 'citing', 'names'].map(
      (name) => `packages/policy/src/${name}.ts`,
    ),
    tests: ['tables', 'consent', 'citing', 'parse'].map((name) => ({
      test: `packages/policy/src/${name}.test.ts`,
    })),
    equivalent: [],
  },
}
