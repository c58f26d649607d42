/** Which changes of the rules and of the compiler of policies no test can notice, and why (equivalents.ts). */
import type { Equivalent } from './equivalents.ts'

export const DECIDE: readonly Equivalent[] = [
  {
    file: 'packages/rules/src/standing.ts',
    line: "effect: 'stands',",
    why: 'only `refuse` is ever asked for; the other word is there for the types and the reader',
  },
  {
    file: 'packages/rules/src/standing.ts',
    line: "ground: 'consent',",
    why: 'what stands until the tick to come is found; that one takes its place, ground and all',
  },
  {
    file: 'packages/rules/src/standing.ts',
    line: 'question.recipient === NONE && known.notReceived === undefined',
    becomes: ['false'],
    why: 'where nobody receives, the check of the recipient finds nothing; not calling it saves time',
  },
  {
    file: 'packages/rules/src/standing.ts',
    line: "const once = carriers(question, facts, base, 'once')",
    becomes: ["''"],
    why: 'only `live` is ever asked for; the other word is there for the types and the reader',
  },
  {
    file: 'packages/rules/src/standing.ts',
    line: "return Object.freeze({ effect: 'stands', ground: 'obligation', consents: idsOf(once) })",
    was: "'stands'",
    why: 'only `refuse` is asked of it; the word is there for the types and the reader',
  },
  {
    file: 'packages/rules/src/standing.ts',
    line: "return Object.freeze({ effect: 'stands', ground: first.ground, consents })",
    was: "'stands'",
    why: 'only `refuse` is asked of it; the word is there for the types and the reader',
  },
  {
    file: 'packages/rules/src/standing.ts',
    line: 'if (first.consents.length === 0) return second',
    becomes: ['false'],
    why: 'what waits for its tick has no consent and the same ground; the same list is not made again',
  },
  {
    file: 'packages/rules/src/standing.ts',
    line: 'if (missing.lo === 0 && missing.hi === 0) {',
    becomes: ['true', '||'],
    why: 'consents that leave a field uncovered do not carry together either; not trying them saves time',
  },
  {
    file: 'packages/rules/src/ground.ts',
    line: 'if (((lo & one.lo) | (hi & one.hi)) === 0) continue',
    becomes: ['false', '|'],
    why: 'a consent to other fields takes none away; not looking closer at it saves time',
  },
  {
    file: 'packages/rules/src/ground.ts',
    line: 'return (lo | hi) === 0 ? NO_FIELDS : { lo, hi }',
    becomes: ['false'],
    why: 'the other object says the same; the one that is there already is not made again',
  },
  {
    file: 'packages/rules/src/ground.ts',
    line: 'for (let place = 0; place < consents.length; place++) {',
    becomes: ['<='],
    why: 'behind the last consent there is none, and none is passed over',
  },
  {
    file: 'packages/rules/src/need.ts',
    line: 'export const UNKNOWN = -2',
    was: '2',
    why: 'a question with an unknown channel is refused before one is looked for, so it never meets `ANY`',
  },
  {
    file: 'packages/rules/src/need.ts',
    line: 'export const ANY = -3',
    was: '3',
    why: 'any number below the two other marks will do',
  },
  {
    file: 'packages/rules/src/need.ts',
    line: 'if (purpose.statute) return undefined',
    becomes: ['false'],
    why: 'what stands on a statute is never asked for a tick',
  },
  {
    file: 'packages/rules/src/state.ts',
    line: 'if (!Number.isSafeInteger(asked.at)) return 0',
    was: '0',
    becomes: ['undefined'],
    why: 'among bits it is 0',
  },
  {
    file: 'packages/rules/src/state.ts',
    line: 'STATE_BIT.live | (blocked ? STATE_BIT.blocked : 0) | (restricted ? STATE_BIT.restricted : 0)',
    was: '0',
    why: 'the bit of 1 is that of the living state, which passes anyway',
  },
  {
    file: 'packages/rules/src/answer.ts',
    line: "export const OUTPUTS = TRANSFERS | bit('distribute', 'extract')",
    was: "'distribute'",
    why: 'a distribution is refused before, whatever the purpose; it belongs to what the name says',
  },
  {
    file: 'packages/rules/src/answer.ts',
    line: 'return hi === 0 ? -1 : 32 + lowest(hi)',
    was: '1',
    why: 'only that it is below 0 is ever looked at',
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
]

export const COMPILE: readonly Equivalent[] = [
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
]
