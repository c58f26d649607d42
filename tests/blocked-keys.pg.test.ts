/** while a person's data are blocked, their key opens nothing for processing, also where the program is wrong. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  inTransaction,
  know,
  load,
  openPool,
  type Pool,
  SUBJECT,
  access,
  ask,
} from '@kelisim/store'
import type { StaffId, SubjectId } from '@kelisim/terms'
import { openBox, sealBox } from '@kelisim/vault'
import {
  blockData,
  checkDatabase,
  destroyData,
  openOwnValues,
  revealField,
  rotateKeys,
  unblockData,
} from '@kelisim/work'
import { apply, openWorld, type World } from './world.ts'

const SELF = { role: 'applicant', id: 'self' } as const
const OFFICER = { role: 'officer', id: '0198a000-0000-7000-8000-000000000002' } as const
const CLERK = {
  id: '0198a000-0000-7000-8000-000000000001' as StaffId,
  name: 'Д. Ким',
  role: 'clerk',
}
const IN_USE = 1
const BLOCKED = 2
const KILLS = 3
const KILL_MS_MAX = 400

interface Case {
  readonly world: World
  readonly owner: Pool
  readonly subject: SubjectId
  readonly application: string
}

async function withPerson(work: (found: Case) => Promise<void>): Promise<void> {
  await using world = await openWorld()
  const owner = openPool(world.databaseUrl, undefined)
  try {
    const answer = await apply(world, { recipients: ['samal'] })
    assert.ok(answer.effect === 'done', JSON.stringify(answer))
    const [row] = await load(world.house.means.store.pool, SUBJECT, 'true', [])
    const subject = row?.subject_id as SubjectId
    await work({ world, owner, subject, application: answer.application as string })
  } finally {
    await owner.end()
  }
}

async function wrappedAs({ owner }: Case): Promise<number | undefined> {
  const { rows } = await owner.query<{ wrapped: Buffer }>('select wrapped from keys.subject_key')
  assert.equal(rows.length, 1)
  return rows[0]?.wrapped[0]
}

async function findings({ world }: Case): Promise<readonly string[]> {
  await world.sequenceAll()
  const { findings: found } = await checkDatabase(world.house.means)
  return found.map(({ code }) => code)
}

test('R-41, R-95: the key is blocked with the data and lifted with them; the person sees theirs all along', async () => {
  await withPerson(async (one) => {
    const { means } = one.world.house
    assert.equal(await wrappedAs(one), IN_USE)
    assert.equal((await blockData(means, one.subject, SELF, undefined)).effect, 'done')
    assert.equal(await wrappedAs(one), BLOCKED)
    assert.equal((await openOwnValues(means, one.subject, ['phone'])).effect, 'done')
    assert.deepEqual(await findings(one), [])
    assert.equal((await unblockData(means, one.subject, OFFICER)).effect, 'done')
    assert.equal(await wrappedAs(one), IN_USE)
    const seen = await revealField(means, CLERK, one.application, 'phone', 'contract')
    assert.equal(seen.effect, 'done')
    assert.deepEqual(await findings(one), [])
    assert.equal((await destroyData(means, one.subject, SELF, 'request')).effect, 'done')
  })
})

test('R-41: a permit that should not be there opens nothing of blocked data, and neither does the key itself', async () => {
  await withPerson(async (one) => {
    const { store, policy } = one.world.house.means
    const actor = { role: 'system', id: 'self' }
    const permit = await store.transaction(async (unit) => {
      const known = await know(store, unit, one.subject, 'use')
      assert.ok(known !== undefined)
      const question = { role: 'system', operation: 'use', purpose: 'contract', fields: ['phone'] }
      return ask(unit, known, actor, { ...question, at: unit.at, policy: policy.hash })
    })
    assert.ok(permit.effect === 'permit', JSON.stringify(permit))
    const opening = { kind: 'values_opened', actor } as const
    const open = async () =>
      await store.transaction(async (unit) => {
        const known = await know(store, unit, one.subject, 'use')
        assert.ok(known?.key !== undefined)
        const { key } = known
        const withheld = await access(unit, known, permit, opening)
        return { withheld, key }
      })
    assert.ok((await open()).withheld.read()['phone'])
    await blockData(one.world.house.means, one.subject, OFFICER, 'unlawful')
    await assert.rejects(open, /blocked data opens for the person only/)
    const known = await store.transaction(
      async (unit) => await know(store, unit, one.subject, 'use'),
    )
    assert.ok(known?.key !== undefined)
    const { key } = known
    const place = { operator: 'x', subject: one.subject, box: 'x', version: 1, keyVersion: 1 }
    assert.throws(() => sealBox(key, place, Buffer.from('x'), (n) => Buffer.alloc(n)), /blocked/)
    assert.equal(openBox(key, place, Buffer.alloc(80)), undefined)
  })
})

test('R-41, I7: who edits the state in the database lifts no block, and the audit names the key', async () => {
  await withPerson(async (one) => {
    const { means } = one.world.house
    await blockData(means, one.subject, OFFICER, 'unlawful')
    await one.owner.query("update subject set state = 'live'")
    await assert.rejects(
      revealField(means, CLERK, one.application, 'phone', 'contract'),
      /blocked data/,
    )
    await rotateKeys(means, one.world.house.saveKeyring)
    assert.equal(await wrappedAs(one), BLOCKED, 'a rotation lifts no block either')
    assert.ok((await findings(one)).includes('key_turned_otherwise'))
  })
})

test('R-41, R-99: a rotation keeps a block, and turns the key of a blocked person that was not turned', async () => {
  await withPerson(async (one) => {
    const { means, saveKeyring } = one.world.house
    const rotate = async () => void (await rotateKeys(means, saveKeyring))
    const before = await one.owner.query('select * from keys.subject_key')
    await blockData(means, one.subject, OFFICER, 'unlawful')
    const [old] = before.rows
    await one.owner.query('update keys.subject_key set wrapped = $1', [old.wrapped])
    assert.deepEqual(await findings(one), ['key_turned_otherwise'])
    await rotate()
    assert.equal(await wrappedAs(one), BLOCKED)
    await rotate()
    assert.equal(await wrappedAs(one), BLOCKED)
    assert.deepEqual(await findings(one), [])
    assert.equal((await openOwnValues(means, one.subject, ['phone'])).effect, 'done')
    await unblockData(means, one.subject, OFFICER)
    await rotate()
    assert.equal(await wrappedAs(one), IN_USE)
  })
})

test('R-41, I7: killed while it blocks and lifts, key and state agree, and nothing is lost', async () => {
  await withPerson(async (one) => {
    const { means } = one.world.house
    let turns = 0
    const seen = new Set<string>()
    for (let kill = 0; kill < KILLS; kill++) {
      turns += await killedIn(one, 20 + (KILL_MS_MAX * kill) / KILLS)
      const [row] = await untilQuiet(one)
      assert.ok(row !== undefined)
      seen.add(row.state)
      assert.equal(await wrappedAs(one), row.state === 'blocked' ? BLOCKED : IN_USE)
      assert.deepEqual(await findings(one), [])
      assert.equal((await openOwnValues(means, one.subject, ['phone'])).effect, 'done')
    }
    assert.ok(turns > 0, 'the process was killed before it had blocked anything')
    await blockData(means, one.subject, OFFICER, 'unlawful')
    assert.equal((await unblockData(means, one.subject, OFFICER)).effect, 'done')
  })
})

/** How often it had blocked and lifted by then. */
async function killedIn({ world, subject }: Case, milliseconds: number): Promise<number> {
  const settings = { environment: world.environment, subject, at: world.clock.at }
  const worker = spawn(
    process.execPath,
    [new URL('blocking-worker.ts', import.meta.url).pathname],
    {
      env: { ...process.env, BLOCKING_WORKER: JSON.stringify(settings) },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  let said = ''
  worker.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
  try {
    while (!said.includes('ready')) await sleep(20)
    await sleep(milliseconds)
  } finally {
    const gone = once(worker, 'exit')
    worker.kill('SIGKILL')
    await gone
  }
  return said.split('.').length - 1
}

/** The database lets the dead process's transaction go a moment later: then its row can be locked. */
async function untilQuiet({ owner, subject }: Case) {
  return await inTransaction(owner, async (client) => {
    const where = 'subject_id = $1 for update'
    return await load(client, SUBJECT, where, [subject])
  })
}
