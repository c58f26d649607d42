/**
 * Damage, disaster and destruction against the backups, with figures.
 *
 *   npm run campaign:restore -- [--people 40] [--rounds 20] [--rows 10] [--flips 300] [--seed 1] [--write]
 *
 * Damage: each round damages up to `rows` rows of every audited table in each manner (edit, delete, swap, insert,
 * roll back), restores, and compares every table with what stood before. Disaster: a wiped house restored from
 * medium and keys. Destruction: every tenth person is destroyed after a copy of the medium was set aside, and each
 * is looked for in everything that can be restored from either. Flips: single bits of the medium's files. `--write`
 * tells the run in docs/evidence/restore.md. Exit code 1: a figure missed its target. R-83, R-99, I5, I7.
 */
import { execFileSync } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { openBackupFolder } from '@kelisim/outside'
import { audit, openScratch } from '@kelisim/store'
import type { SubjectId } from '@kelisim/terms'
import {
  checkBackup,
  destroyData,
  drill,
  restoreHouse,
  rotateKeys,
  withdrawConsent,
} from '@kelisim/work'
import { AUDITED } from '../../packages/store/src/audited.ts'
import { everyTable, lacking, MANNERS, Vandal } from '../restoration/damage.ts'
import { filesOf, withFlippedBit } from '../restoration/flip.ts'
import { type Guarded, OFFICER, openGuarded } from '../restoration/house.ts'
import { apply } from '../world.ts'

const ROOT = join(import.meta.dirname, '../..')
const NONE: ReadonlySet<string> = new Set()
const DESTROYED_STEP = 10

const { values: options } = parseArgs({
  options: {
    people: { type: 'string', default: '40' },
    rounds: { type: 'string', default: '20' },
    rows: { type: 'string', default: '10' },
    flips: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    write: { type: 'boolean', default: false },
  },
})
const people = Number(options.people)
const seed = Number(options.seed)
const commit = options.write
  ? execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim()
  : ''

await using guarded = await openGuarded()
const admin = new pg.Client({ connectionString: guarded.world.databaseUrl })
await admin.connect()
const oldPath = await mkdtemp(join(tmpdir(), 'kelisim-campaign-old-'))
const figures: [string, string, boolean][] = []
const told = (what: string, value: string | number, met = true) => {
  figures.push([what, String(value), met])
  process.stderr.write(`${met ? 'ok  ' : 'MISS'} ${what}: ${value}\n`)
}
try {
  const vandal = new Vandal(admin, seed)
  const destroyed = await live(guarded, vandal)
  await damage(guarded, vandal)
  await flips(guarded, vandal)
  await disaster(guarded)
  await destruction(guarded, destroyed)
} finally {
  await admin.end()
  await rm(oldPath, { recursive: true, force: true })
}

/** People come, one backup is set aside, then life goes on: withdrawals and destructions. */
async function live({ world, backUp, path }: Guarded, vandal: Vandal): Promise<SubjectId[]> {
  const { means } = world.house
  for (let ordinal = 1; ordinal <= people; ordinal++) await apply(world, { ordinal })
  await backUp()
  await cp(path, oldPath, { recursive: true })
  await vandal.remember()
  const { rows } = await admin.query<{ subject_id: SubjectId; consent_id: string }>(
    'select subject_id, consent_id from consent where recipient is not null order by subject_id',
  )
  const destroyed: SubjectId[] = []
  for (const [place, row] of rows.entries()) {
    if (place % DESTROYED_STEP === 0) {
      const by = { role: 'applicant', id: 'self' } as const
      await destroyData(means, row.subject_id, by, 'request')
      destroyed.push(row.subject_id)
    } else if (place % 3 === 0) await withdrawConsent(means, row.subject_id, row.consent_id)
  }
  await world.sequenceAll()
  await backUp()
  return destroyed
}

async function damage({ world, restore }: Guarded, vandal: Vandal): Promise<void> {
  const { means } = world.house
  const sum = { statements: 0, missing: 0, strange: 0, located: 0, restored: 0, unclean: 0 }
  let seconds = 0
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const manner of MANNERS) {
      await world.sequenceAll()
      const good = await everyTable(admin)
      for (const table of AUDITED) {
        sum.statements += await vandal.damage(table, manner, Number(options.rows))
      }
      const bad = await everyTable(admin)
      const { findings } = await audit(means.store)
      const begun = performance.now()
      const { database } = await restore()
      seconds += (performance.now() - begun) / 1_000
      const now = await everyTable(admin)
      sum.unclean += database.findings.length
      for (const { name } of AUDITED) {
        const [was, broken, is] = [good, bad, now].map((all) => all.get(name) ?? NONE)
        const missing = lacking(was ?? NONE, broken ?? NONE)
        sum.missing += missing
        sum.strange += lacking(broken ?? NONE, was ?? NONE)
        sum.restored += missing - lacking(was ?? NONE, is ?? NONE)
        sum.unclean += lacking(is ?? NONE, was ?? NONE)
      }
      sum.located += findings.filter(
        ({ code }) => code === 'row_missing' || code === 'row_not_vouched',
      ).length
    }
  }
  told('Damaging statements that succeeded', sum.statements, sum.statements > 0)
  told('Rows altered, removed, exchanged or rolled back', sum.missing)
  told('Rows that nobody vouches for', sum.strange)
  told(
    'Located by the audit',
    `${sum.located} of ${sum.missing + sum.strange}`,
    sum.located === sum.missing + sum.strange,
  )
  told('Restored exactly', `${sum.restored} of ${sum.missing}`, sum.restored === sum.missing)
  told('Differences and findings afterwards', sum.unclean, sum.unclean === 0)
  const turns = Number(options.rounds) * MANNERS.length
  told('Seconds for one restoration with its audit, mean', (seconds / turns).toFixed(2))
}

async function flips({ world, folder, path }: Guarded, vandal: Vandal): Promise<void> {
  const { keyring } = world.house.means.store.keys
  const files = await filesOf(path)
  let found = 0
  for (let flip = 0; flip < Number(options.flips); flip++) {
    const file = files[vandal.below(files.length)] ?? ''
    const isFound = await withFlippedBit(file, vandal.below(2 ** 31), async () => {
      const checked = await checkBackup(folder, keyring)
      return checked.effect !== 'done' || !checked.check.ok
    })
    if (isFound) found += 1
    else process.stderr.write(`not found: a bit of ${file}\n`)
  }
  const all = Number(options.flips)
  told('Bits flipped on the medium and found', `${found} of ${all}`, found === all)
}

async function disaster({ world, folder, backUp }: Guarded): Promise<void> {
  await world.sequenceAll()
  await backUp()
  const good = await everyTable(admin)
  await using scratch = await openScratch(world.databaseUrl, `campaign_${process.pid}`)
  const place = async () => await world.sequenceAll()
  const answer = await drill(world.house.means, { folder, officer: OFFICER, place }, scratch.url)
  if (answer.effect !== 'done') throw new Error(`no drill: ${JSON.stringify(answer)}`)
  const { drilled } = answer
  const restored = new pg.Client({ connectionString: scratch.url })
  await restored.connect()
  const now = await everyTable(restored)
  await restored.end()
  const missing = AUDITED.reduce(
    (sum, { name }) => sum + lacking(good.get(name) ?? NONE, now.get(name) ?? NONE),
    0,
  )
  told('Whole house restored: rows, ledger entries', `${drilled.rows}, ${drilled.entries}`)
  told(
    'RPO: acknowledged actions lost, rows missing',
    `${drilled.rpoLost}, ${missing}`,
    drilled.rpoLost + missing === 0,
  )
  told('RTO: seconds to a verified, audited database', drilled.rtoSeconds)
  told(
    'Restored log verifies, audit findings',
    `${drilled.logHolds}, ${drilled.findings.length}`,
    drilled.ok,
  )
}

/** Every way back to a destroyed person, from the medium and from the copy that was set aside before. */
async function destruction({ world, folder, restore }: Guarded, destroyed: readonly SubjectId[]) {
  const { means, saveKeyring } = world.house
  const old = await openBackupFolder(oldPath)
  if (old === undefined) throw new Error('the copy of the medium is gone')
  await restore(old)
  let revived = await countOf(admin, destroyed)
  const gone = new Set(destroyed)
  const first = (await folder.list('manifests'))[0]?.slice(-36)
  const copies = [
    { from: folder, moment: first, isDestroyed: () => false },
    { from: old, moment: undefined, isDestroyed: (subject: SubjectId) => gone.has(subject) },
  ]
  for (const one of copies) revived += await revivedIn(one)
  await rotateKeys(means, saveKeyring)
  const after = await revivedIn({ from: old, moment: undefined, isDestroyed: () => false })
  told('People destroyed after the copy was set aside', destroyed.length, destroyed.length > 0)
  told('Revived: rows, the older backup, the old copy told who is gone', revived, revived === 0)
  told('Revived from the old copy once keys were rotated, told nothing', after, after === 0)

  async function revivedIn(one: (typeof copies)[number]): Promise<number> {
    await using scratch = await openScratch(world.databaseUrl, `campaign_copy_${process.pid}`)
    const { from, moment, isDestroyed } = one
    await restoreHouse({
      folder: from,
      ownerUrl: scratch.url,
      keyring: means.store.keys.keyring,
      remembered: undefined,
      tail: undefined,
      copy: true,
      moment,
      isDestroyed,
      at: means.now(),
      random: means.random,
    })
    const client = new pg.Client({ connectionString: scratch.url })
    await client.connect()
    const count = await countOf(client, destroyed)
    await client.end()
    return count
  }
}

/** Rows that lead to these people or hold something of theirs. */
async function countOf(client: pg.Client, subjects: readonly SubjectId[]): Promise<number> {
  const tables = ['keys.subject_key', 'box', 'identity_link', 'consent', 'application', 'request']
  let count = 0
  for (const table of tables) {
    const { rowCount } = await client.query(
      `select 1 from ${table} where subject_id = any ($1::uuid[])`,
      [subjects],
    )
    count += rowCount ?? 0
  }
  return count
}

const missed = figures.filter(([, , met]) => !met)
const table = figures.map(([what, value]) => `| ${what} | ${value} |`).join('\n')
process.stdout.write(`${table}\n`)
if (options.write) {
  mkdirSync(join(ROOT, 'docs/evidence'), { recursive: true })
  writeFileSync(
    join(ROOT, 'docs/evidence/restore.md'),
    `# Backup and restoration

\`npm run campaign:restore -- --people ${people} --rounds ${options.rounds} --rows ${options.rows} --flips ${options.flips} --seed ${seed} --write\`,
${new Date().toISOString().slice(0, 10)}, commit ${commit}, ${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, Node ${process.version}, the machine shared with other work.

Each round damages up to ${options.rows} rows of each of the ${AUDITED.length} audited tables in each of five manners (edit, delete, swap,
insert, roll back) as the superuser with triggers and references off, audits, restores, and compares every table with
what stood before. A small house: figures of time say nothing of a large one.

| figure | value |
|---|---|
${table}

${missed.length === 0 ? 'Every target was met.' : `Missed: ${missed.map(([what]) => what).join('; ')}.`}
`,
  )
}
process.exitCode = missed.length === 0 ? 0 : 1
