/**
 * The counts of an impact against a count that goes from person to person, over a small world of random rows.
 *
 * The naive count follows the words of the definitions and knows nothing of sets or indexes. People consented
 * under two versions, some took it back, some let it run out, some have nothing here any more.
 */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { readPolicyFolder } from '@kelisim/outside'
import { type ConsentText, consentTexts, loadPolicy, type Policy } from '@kelisim/policy'
import { testDatabase } from '@kelisim/postgres'
import { mayHoldCopy } from '@kelisim/rules'
import { migrate, openPool, type Pool } from '@kelisim/store'
import { DAY, later, type Moment, moment, toIso } from '@kelisim/terms'
import { type Impact, weighPolicy } from './weigh-policy.ts'

const FOLDER = new URL('../../../policy/proleads/', import.meta.url)
const AT = moment(Date.UTC(2026, 10, 22, 9))
const PEOPLE = 240

type Edit = readonly [file: string, from: string | RegExp, to: string]

const FILES = await readPolicyFolder(fileURLToPath(FOLDER))

function read(version: number, ...edits: readonly Edit[]): Policy {
  const files = new Map(FILES)
  for (const [file, from, to] of [
    ['policy.yaml', /version: \d+/, `version: ${version}`],
    ...edits,
  ] as Edit[]) {
    const text = files.get(file) ?? assert.fail(file)
    files.set(file, text.replace(from, to))
  }
  const { policy, findings } = loadPolicy(files)
  return policy ?? assert.fail(JSON.stringify(findings.slice(0, 4)))
}

const INCOME: readonly Edit[] = [
  ['fields.yaml', /(- id: income\n(?: {4}.*\n)*? {4}purposes: )\[C, T\]/, '$1[T]'],
  ['roles.yaml', 'social_status, income]', 'social_status]'],
  ['controls.yaml', 'social_status, income, credit_history', 'social_status, credit_history'],
  ['agreements/samal.yaml', 'iin, income]', 'iin]'],
]
const SHORTER: Edit = [
  'purposes.yaml',
  'consentDays: 30\n    retentionDays: 30',
  'consentDays: 20\n    retentionDays: 20',
]
const WIDER: Edit = ['controls.yaml', 'social_status, income', 'social_status, employer, income']
const NO_MAIL: readonly Edit[] = [
  [
    'controls.yaml',
    /\n {2}- kind: channel\n {4}purpose: direct_marketing\n {4}channel: email\n.*\n.*\n/,
    '\n',
  ],
  ['forms.yaml', ", 'direct_marketing:email'", ''],
]
const NO_LETTERS: readonly Edit[] = [
  ['fields.yaml', /(- id: email\n(?: {4}.*\n)*? {4}purposes: )\[C, I, O, M\]/, '$1[C, I, O]'],
  ...NO_MAIL,
]

/** Version 1 asked for less; version 2 is in force; each of the others would come next. */
const FIRST = read(1, [
  'controls.yaml',
  'marital_status, social_status, income',
  'social_status, income',
])
const IN_FORCE = read(2)
const NEXT: Readonly<Record<string, Policy>> = {
  'income leaves the contract': read(3, ...INCOME),
  'a shorter term': read(3, SHORTER),
  'a wider consent': read(3, WIDER),
  'no more letters': read(3, ...NO_MAIL),
  'no advertising by e-mail': read(3, ...NO_LETTERS),
  'all at once': read(3, ...INCOME, SHORTER, ...NO_MAIL),
}

interface Person {
  readonly id: string
  readonly alive: boolean
  readonly consents: readonly {
    readonly text: ConsentText
    readonly version: number
    readonly expiresAt: Moment
    readonly withdrawn: boolean
  }[]
  readonly boxes: readonly {
    readonly box: string
    readonly fields: readonly string[]
    readonly writtenAt: Moment
  }[]
  readonly sent: readonly {
    readonly recipient: string
    readonly state: string
    readonly fields: readonly string[]
  }[]
}

/** The same world in each run: a small generator of our own. */
function* numbers(): Generator<number, never> {
  for (let seed = 12_345; ; ) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    yield seed / 2 ** 32
  }
}

function people(): readonly Person[] {
  const random = numbers()
  const chance = (share: number) => random.next().value < share
  const pick = <T>(list: readonly T[]): T =>
    list[Math.floor(random.next().value * list.length)] as T
  const some = <T>(list: readonly T[]): T[] => list.filter(() => chance(0.6))
  const texts = [FIRST, IN_FORCE].map((policy) => consentTexts(policy, 'kk'))
  return Array.from({ length: PEOPLE }, (_, index): Person => {
    const alive = chance(0.9)
    const id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`
    if (!alive) return { id, alive, consents: [], boxes: [], sent: [] }
    const consents = texts.flatMap((offered, version) =>
      offered
        .filter(() => chance(0.4))
        .map((text) => ({
          text,
          version: version + 1,
          expiresAt: later(AT, (chance(0.15) ? -1 : 20) * DAY),
          withdrawn: chance(0.15),
        })),
    )
    const boxes = IN_FORCE.boxes.flatMap(({ id: box }) => {
      const fields = some(IN_FORCE.fields.filter((one) => one.box === box && one.default !== 'off'))
      if (fields.length === 0) return []
      const writtenAt = later(AT, -Math.floor(random.next().value * 29) * DAY)
      return [{ box, fields: fields.map((one) => one.id), writtenAt }]
    })
    const sent = some(['samal', 'qarlygash', 'ules']).map((recipient) => ({
      recipient,
      state: pick(['planned', 'accepted', 'unknown', 'issued', 'stopped', 'recalled', 'refused']),
      fields: some(['iin', 'income', 'phone']),
    }))
    return { id, alive, consents, boxes, sent }
  })
}

const WORLD = people()

async function fill(pool: Pool): Promise<void> {
  const text = 'f'.repeat(64)
  await pool.query(
    "insert into consent_text (sha256, control, language, policy_hash, verbatim) values ($1, 'x', 'kk', 'x', 'x')",
    [text],
  )
  let made = 0
  const newId = () => `10000000-0000-4000-8000-${String(made++).padStart(12, '0')}`
  for (const { id, alive, consents, boxes, sent } of WORLD) {
    await pool.query(
      "insert into subject values ($1, $2, '{potential_borrower}', 1, $3, $3, $4, 'salt')",
      [id, alive ? 'live' : 'destroyed', toIso(AT), alive ? null : toIso(AT)],
    )
    for (const { text: shown, version, expiresAt, withdrawn } of consents) {
      const granted = toIso(later(AT, -25 * DAY))
      await pool.query(
        `insert into consent values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'kk', 'x', $10, 'otp', $11, $12, $13, 'salt')`,
        [
          id,
          newId(),
          shown.control,
          shown.purpose,
          shown.operations,
          shown.fields,
          shown.recipient ?? null,
          shown.channel ?? null,
          text,
          version,
          granted,
          toIso(expiresAt),
          withdrawn ? toIso(AT) : null,
        ],
      )
    }
    for (const { box, fields, writtenAt } of boxes) {
      await pool.query(`insert into box values ($1, $2, 1, '\\x00', $3, 'site', $4, $5, 'salt')`, [
        id,
        box,
        fields,
        toIso(writtenAt),
        toIso(later(writtenAt, 30 * DAY)),
      ])
    }
    for (const { recipient, state, fields } of sent) {
      await pool.query(
        `insert into disclosure (subject_id, disclosure_id, application_id, recipient, consent_id, fields,
          state, place, attempt, planned_at, changed_at, salt)
         values ($1, $2, $3, $4, $5, $6, $7, 1, 1, $8, $8, 'salt')`,
        [id, newId(), newId(), recipient, newId(), fields, state, toIso(AT)],
      )
    }
  }
}

const overlap = (one: readonly string[], other: readonly string[]) =>
  one.some((item) => other.includes(item))

function living(person: Person) {
  return person.consents.filter((one) => !one.withdrawn && one.expiresAt > AT)
}

function count(test: (person: Person) => boolean): number {
  return WORLD.filter((person) => person.alive && test(person)).length
}

function checkConsents(impact: Impact): void {
  for (const need of impact.newConsents) {
    const expected = count((person) => {
      const mine = living(person)
      const ticked = mine.filter(
        ({ text }) => text.control === need.control && text.purpose === need.purpose,
      )
      const isEnough = ticked.some(
        ({ text }) =>
          need.allFields.every((field) => text.fields.includes(field)) &&
          need.allOperations.every((operation) => text.operations.includes(operation)),
      )
      return !isEnough && (need.isNew ? mine : ticked).length > 0
    })
    assert.equal(need.people, expected, `consent ${need.control}`)
  }
}

function checkStops(impact: Impact): void {
  for (const stop of impact.stops) {
    const expected = count((person) =>
      stop.ticks.some((set) => {
        if (set.length === 0) {
          const held = person.boxes.flatMap(({ fields }) => fields)
          return stop.fields.length === 0 || overlap(held, stop.fields)
        }
        const gave = (control: string, field: string) =>
          living(person).some(
            ({ text }) =>
              text.control === control &&
              text.purpose === stop.purpose &&
              (field === '' || text.fields.includes(field)),
          )
        const fields = stop.fields.length === 0 ? [''] : stop.fields
        return fields.some((field) => set.every((control) => gave(control, field)))
      }),
    )
    assert.equal(
      stop.people,
      expected,
      `stop ${JSON.stringify([stop.to, stop.fields, stop.ticks])}`,
    )
  }
}

function checkDestroys(impact: Impact, next: Policy): void {
  for (const end of impact.destroys) {
    const until = later(AT, -end.olderThanDays * DAY)
    const expected = count((person) =>
      end.fields.some((field) => {
        const held = person.boxes.some(
          (box) =>
            box.fields.includes(field) && (end.olderThanDays === 0 || box.writtenAt <= until),
        )
        const entry = next.fields.find(({ id }) => id === field)
        const keeps = next.purposes.filter(
          (purpose) =>
            purpose.everyStoredField !== true &&
            !end.purposes.includes(purpose.id) &&
            purpose.retentionDays > end.olderThanDays &&
            entry?.default !== 'off' &&
            entry?.purposes.includes(purpose.id) === true,
        )
        const isKept = keeps.some(
          ({ id, ground }) =>
            ground === 'statute' ||
            living(person).some(
              ({ text }) =>
                text.recipient === undefined && text.purpose === id && text.fields.includes(field),
            ),
        )
        return held && !isKept
      }),
    )
    assert.equal(end.people, expected, `destroy ${end.why} ${end.fields.join()}`)
  }
}

function checkNotices(impact: Impact): void {
  for (const told of impact.notifies) {
    const expected = count((person) =>
      person.sent.some(
        ({ recipient, state, fields }) =>
          recipient === told.recipient && mayHoldCopy(state) && overlap(fields, told.fields),
      ),
    )
    assert.equal(told.people, expected, `notify ${told.recipient}`)
  }
}

describe('an impact counts as one would count by hand (R-17, R-31, R-35, R-61)', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>
  let pool: Pool
  before(async () => {
    database = await testDatabase({
      name: 'kelisim',
      prepare: async (url) => void (await migrate(url)),
    })
    const owner = openPool(database.url, undefined)
    await fill(owner)
    await owner.end()
    pool = openPool(database.url, 'kelisim_app')
  })
  after(async () => {
    await pool.end()
    await database.close()
  })

  for (const [name, next] of Object.entries(NEXT)) {
    test(name, async () => {
      const means = { store: { pool }, now: () => AT, policy: IN_FORCE }
      const { diff, impact } = await weighPolicy(means, next)
      assert.equal(diff.after.version, 3)
      assert.equal(
        impact.people,
        count(() => true),
      )
      checkConsents(impact)
      checkStops(impact)
      checkDestroys(impact, next)
      checkNotices(impact)
      const all = [...impact.newConsents, ...impact.stops, ...impact.destroys, ...impact.notifies]
      assert.ok(
        all.some(({ people }) => people > 0 && people < PEOPLE),
        JSON.stringify(impact),
      )
    })
  }

  test('every kind of consequence was counted for somebody', async () => {
    const means = { store: { pool }, now: () => AT, policy: IN_FORCE }
    const all = await Promise.all(
      Object.values(NEXT).map(async (next) => (await weighPolicy(means, next)).impact),
    )
    for (const kind of ['newConsents', 'stops', 'destroys', 'notifies'] as const) {
      assert.ok(
        all.some((impact) => impact[kind].some(({ people }) => people > 0)),
        kind,
      )
    }
  })
})
