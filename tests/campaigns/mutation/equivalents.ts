/**
 * Which changes can no test notice, and why?
 *
 * They are told in the evidence with the reason and count as survivors all the same. A mutant is known by its file, the text
 * of its line and what it becomes, not by a number that moves.
 */
export interface Equivalent {
  readonly file: string
  readonly line: string
  /** Where the line has several that could become the same. */
  readonly was?: string
  /** Absent: whatever it becomes. */
  readonly becomes?: readonly string[]
  readonly why: string
}

/** Secrets that are overwritten before the function ends that alone has seen them. */
const WIPED: Readonly<Record<string, readonly string[]>> = {
  derive: ['inner.fill(0, 0, end)', 'outer.fill(0)'],
  'enveloped-keyring': ['content.fill(0)'],
  gcm: ['plaintext.fill(0)'],
  'keyring-content': ['for (const secret of secrets) secret.fill(0)', 'secret.fill(0)'],
  random: ['pool.fill(0, next, next + bytes)'],
  record: ['secret.fill(0)'],
  'sealed-keyring': ['content.fill(0)'],
  'subject-key': ['extracted.fill(0)', 'handleKey.fill(0)'],
  wrap: ['bytes.fill(0)'],
}

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

export const EQUIVALENTS: Readonly<Record<string, readonly Equivalent[]>> = {
  decide: [
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
  ],
  compile: [
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
  vault: [
    ...Object.entries(WIPED).flatMap(([name, lines]) =>
      lines.map((line) => ({
        file: `packages/vault/src/${name}.ts`,
        line,
        becomes: [';', '(0 + 1)'],
        why: 'what is wiped there has left the function to nobody, so nobody can look at it',
      })),
    ),
    {
      file: 'packages/vault/src/record.ts',
      line: 'if (oldest !== undefined) this.#known.delete(oldest)',
      becomes: ['true'],
      why: 'what is not there is not deleted',
    },
    {
      file: 'packages/vault/src/xaes.ts',
      line: 'for (let at = 0; at < BLOCK_BYTES; at++) block[at] = (block[at] ?? 0) ^ (this.#tweak[at] ?? 0)',
      becomes: ['<='],
      why: 'nothing is written behind the end of a block',
    },
    {
      file: 'packages/vault/src/xaes.ts',
      line: 'for (let at = BLOCK_BYTES - 1; at >= 0; at--) {',
      becomes: ['+'],
      why: 'behind the end of a block there is nothing, and it carries nothing',
    },
    {
      file: 'packages/vault/src/xaes.ts',
      line: 'if (oldest !== undefined) this.#subkeys.delete(oldest)',
      becomes: ['true'],
      why: 'what is not there is not deleted',
    },
    ...['record', 'xaes'].map((name) => ({
      file: `packages/vault/src/${name}.ts`,
      line: 'if (known !== undefined) return known',
      becomes: ['false'],
      why: 'a key that is derived anew is the same key; keeping it saves time',
    })),
    {
      file: 'packages/vault/src/xaes.ts',
      line: 'if (oldest !== undefined) this.#subkeys.delete(oldest)',
      becomes: [';'],
      why: 'how many keys are kept shows in the memory they take and nowhere else',
    },
    {
      file: 'packages/vault/src/wrap.ts',
      line: "if (kek === undefined) throw new Error('the current epoch has no key')",
      becomes: [';', 'false'],
      why: 'a keyring always has the key of its newest epoch; the check is there for the types',
    },
    {
      file: 'packages/vault/src/random.ts',
      line: 'if (next + bytes > POOL_BYTES) {',
      becomes: ['true'],
      why: 'a pool that is filled for each asking gives fresh bytes as well, only slower',
    },
    {
      file: 'packages/vault/src/index-plan.ts',
      line: 'export const PEOPLE_MIN = 16',
      why: 'among so few people no length covers the minimum: refused with the same word, only later',
    },
    {
      file: 'packages/vault/src/index-plan.ts',
      line: "if (people < PEOPLE_MIN) return { answer: 'refused', why: 'too_few_people' }",
      becomes: ['false', '<='],
      why: 'among so few people no length covers the minimum: refused with the same word, only later',
    },
    ...['action-seal', 'backup-seal'].map((name) => ({
      file: `packages/vault/src/${name}.ts`,
      line: 'keys.set(keyring, made)',
      becomes: [';'],
      why: 'a key that is derived anew is the same key; keeping it saves time',
    })),
  ],
  ledger: [
    {
      file: 'packages/ledger/src/encoding.ts',
      line: 'const SPREAD = 8192',
      why: 'in how many pieces a text is made changes no letter of it',
    },
    {
      file: 'packages/ledger/src/key.ts',
      line: 'if (!isKeyName(name) || bytes === undefined || type === undefined) return undefined',
      becomes: ['&&'],
      why: 'no byte is no kind of key, and is refused as one of an unknown kind',
    },
    {
      file: 'packages/ledger/src/note.ts',
      line: "const end = note.lastIndexOf('\\n\\n') + 2",
      becomes: ['-'],
      why: 'the last two characters of the text are taken with the lines, which they are not long enough to be left out of',
    },
    {
      file: 'packages/ledger/src/log-source.ts',
      line: 'const full = width < TILE_WIDTH ? await source.read(path(TILE_WIDTH)) : undefined',
      becomes: ['<='],
      why: 'a full file that is not there is not there when it is asked for again',
    },
    {
      file: 'packages/ledger/src/proof.ts',
      line: 'const [root = joinPeaks([])] = size === 0 ? [] : await hashRanges(read, size, [[0, size]])',
      becomes: ['false'],
      why: 'of no entry there are no subtrees, and they join to the same root',
    },
    {
      file: 'packages/ledger/src/tree.ts',
      line: 'const input = length <= leafSpace.length ? leafSpace.subarray(0, length) : new Uint8Array(length)',
      becomes: ['<'],
      why: 'the same bytes are hashed in memory of their own',
    },
    {
      file: 'packages/ledger/src/trust-policy.ts',
      line: 'const signature = opened.note.verified.find((one) => one.vkey === vkey)',
      becomes: ['findLast'],
      why: 'of each key one signature is kept',
    },
  ],
  door: [
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
  ],
}
