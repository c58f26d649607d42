/**
 * A disk says no somewhere in a write, the program is started again, goes by what it finds, and then the power goes:
 * what it went by is still there (R-99, I3, I5).
 *
 * A name that was never made durable may be read like any other. A key read from such a file would be lost with
 * everything that was sealed under it meanwhile; a witness would forget which log it has vouched for.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { moment } from '@kelisim/terms'
import { Disk } from './simulation/disk.ts'
import { bytesOf, Loop } from './simulation/loop.ts'
import { furnish, inhabit, type World } from './simulation/machine.ts'
import { Locks } from './simulation/wire.ts'

furnish()
const { mkdir } = await import('node:fs/promises')
const { Memory } = await import('../apps/witness/src/memory.ts')
const { formatCheckpoint } = await import('@kelisim/ledger')
const outside = await import('@kelisim/outside')
const { logSeed, rotateKeyring } = await import('@kelisim/vault')

const AT = moment(Date.UTC(2026, 10, 23))
const FOLDER = '/house'
const CALLS_MAX = 100
const SEEDS = 6

interface Thing {
  readonly name: string
  readonly prepare: () => Promise<void>
  readonly write: () => Promise<void>
  /** As a fresh process opens it: what it goes by from then on. */
  readonly open: () => Promise<string>
}

const lock = outside.serviceLock({
  kind: 'simulated',
  address: 'simulated',
  horizon: { oldCopies: 'nothing', keyDays: { min: 0, max: 0 } },
  wrap: async (_, bytes) => Uint8Array.from(bytes),
  unwrap: async (_, wrapped) => Uint8Array.from(wrapped),
  renew: async () => undefined,
  destroyOlder: async () => undefined,
  status: async () => ({ version: '1', oldest: '1', usable: true }),
})
const path = `${FOLDER}/keys`
let chance = bytesOf(() => 0)
const random = (count: number) => chance(count)
const openKeys = async () => {
  const making = { path, operator: '350240001016', locks: [lock] as const, at: AT, random }
  const { keyring } = await outside.openOrMakeKeyFile(making)
  return `${keyring.epochs.map(({ epoch }) => epoch).join()} ${Buffer.from(logSeed(keyring)).toString('hex')}`
}
const readKeys = async () => {
  const held = await outside.readKeyFile(path, [lock])
  return held?.keyring.epochs.map(({ epoch }) => epoch).join() ?? 'none'
}
const remember = async (size: number) => {
  const head = { origin: 'disk.example/ledger', size, root: new Uint8Array(32).fill(size) }
  const remembering = { path: `${FOLDER}/last-checkpoint`, continues: async () => true }
  await outside.rememberCheckpoint(remembering, formatCheckpoint(head))
}

const THINGS: readonly Thing[] = [
  {
    name: 'the seed of a witness',
    prepare: async () => undefined,
    write: async () => void (await Memory.open(FOLDER)),
    open: async () => Buffer.from((await Memory.open(FOLDER)).seed).toString('hex'),
  },
  {
    name: 'the key file at its making',
    prepare: async () => undefined,
    write: async () => void (await openKeys()),
    open: openKeys,
  },
  {
    name: 'the key file at a rotation, read by a process that watches it',
    prepare: async () => void (await openKeys()),
    write: async () => {
      const held = await outside.readKeyFile(path, [lock])
      if (held === undefined) throw new Error('there is no key file')
      await outside.writeKeyFile(rotateKeyring(held.keyring, AT, random), { path, lock, random })
    },
    open: readKeys,
  },
  {
    name: 'the remembered checkpoint',
    prepare: async () => await remember(1),
    write: async () => await remember(2),
    open: async () => {
      await outside.tidyCheckpoint(`${FOLDER}/last-checkpoint`)
      return (await outside.recallCheckpoint(`${FOLDER}/last-checkpoint`)) ?? 'none'
    },
  },
]

/** A disk on which one call fails, counted from when `failAt` is set. */
class Trouble {
  readonly full = 0
  readonly ignoresSync = false
  failAt = 0
  calls = 0

  get broken(): number {
    this.calls += 1
    return this.calls === this.failAt ? 1 : 0
  }
}

/** What a process went by before and after the loss of power; the write had `calls` calls. */
async function life(thing: Thing, seed: number, failAt: number) {
  const loop = new Loop(seed, AT)
  chance = bytesOf(loop.chance)
  const trouble = new Trouble()
  const disk = new Disk(loop, trouble)
  const nobody = () => assert.fail('nobody calls anybody')
  const world = { loop, disk, locks: new Locks(loop), network: { call: nobody }, connect: nobody }
  inhabit(world as unknown as World)
  try {
    const within = async <T>(work: () => Promise<T>): Promise<T> => {
      let ended: PromiseSettledResult<T> | undefined
      loop.in(loop.spawn('program'), () => {
        void Promise.allSettled([work()]).then(([one]) => (ended = one))
      })
      assert.ok(await loop.run(() => ended !== undefined), 'it waits for nothing')
      if (ended?.status === 'fulfilled') return ended.value
      throw ended?.reason
    }
    await within(async () => await mkdir(FOLDER))
    await within(thing.prepare)
    Object.assign(trouble, { calls: 0, failAt })
    const isFailed = await within(thing.write).then(
      () => false,
      (error: unknown) => {
        assert.match(String(error), /EIO/)
        return true
      },
    )
    const { calls } = trouble
    trouble.failAt = 0
    const before = await within(thing.open)
    disk.losePower(FOLDER)
    return { isFailed, calls, before, after: await within(thing.open) }
  } finally {
    inhabit(undefined)
  }
}

for (const thing of THINGS) {
  test(`${thing.name}: what a start goes by after a failed write survives the loss of power`, async () => {
    let failures = 0
    for (let failAt = 1; failAt <= CALLS_MAX; failAt++) {
      let calls = 0
      for (let seed = 1; seed <= SEEDS; seed++) {
        const seen = await life(thing, seed, failAt)
        assert.equal(seen.after, seen.before, `call ${failAt}, seed ${seed}`)
        if (seen.isFailed) failures += 1
        calls = Math.max(calls, seen.calls)
      }
      if (failAt > calls) break
    }
    assert.ok(failures >= 5 * SEEDS, `${failures} failed writes: the disk is not watched`)
  })
}
