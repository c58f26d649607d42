/**
 * The operator's processes: the real store, policy, keys and use cases over the world's wires.
 *
 * `prepare` adopts the policy once for all seeds; each process then opens its own pools, as a program does.
 */
import { effective } from '../../packages/house/src/policy-in-force.ts'
import { publishOffers } from '../world.ts'
import { type House, readPolicy } from '@kelisim/house'
import { newCosigner, newSigner } from '@kelisim/ledger'
import { readPolicyFolder, type Sms } from '@kelisim/outside'
import { openStore, sequence, type Store } from '@kelisim/store'
import { moment, type Moment } from '@kelisim/terms'
import { logSeed, newKeyring, postQuantumLogSeed } from '@kelisim/vault'
import {
  adoptFirst,
  adoptWhatIsDue,
  type LenderAccess,
  type Means,
  Protection,
} from '@kelisim/work'
import { Database, Engine } from './database.ts'
import { Disk } from './disk.ts'
import { bytesOf, chanceOf, Loop } from './loop.ts'
import { inhabit } from './machine.ts'
import { Network } from './network.ts'
import { Locks, Wire } from './wire.ts'

/** Sunday 22 November 2026, 14:00 in Almaty. */
export const START = Date.UTC(2026, 10, 22, 9)
const FOLDER = new URL('../../policy/proleads', import.meta.url).pathname
const ORIGIN = 'simulated.example/ledger'

/** What every seed begins with. */
export interface Ground {
  readonly engine: Engine
  readonly policy: Means['policy']
  readonly files: ReadonlyMap<string, string>
  readonly held: ReturnType<typeof effective>
  readonly keyring: ReturnType<typeof newKeyring>
}

export async function prepare(): Promise<Ground> {
  const engine = await Engine.open()
  const policy = await readPolicy(FOLDER)
  const ground: Ground = {
    engine,
    policy,
    files: await readPolicyFolder(FOLDER),
    held: effective(policy),
    keyring: newKeyring(policy.operator.bin, moment(START), bytesOf(chanceOf(1))),
  }
  const loop = new Loop(1, START)
  const database = new Database(loop, engine)
  const network = new Network(loop, { lost: 0, twice: 0, slow: 0, trouble: 0 })
  const disk = new Disk(loop, { full: 0, broken: 0, ignoresSync: false })
  inhabit({
    loop,
    network,
    disk,
    locks: new Locks(loop),
    connect: () => new Wire(loop, loop.current.getStore() ?? home, database, () => 1),
  })
  const home = loop.spawn('home')
  let ended: 'yes' | { readonly error: unknown } | undefined
  loop.in(home, () => {
    void (async () => {
      const means = meansOf(ground, loop, { lenders: new Map() })
      await adoptFirst(means)
      await adoptWhatIsDue(means)
      await publishOffers({ means } as House)
      while ((await sequence(means.store, means.log)) !== undefined);
    })().then(
      () => (ended = 'yes'),
      (error: unknown) => (ended = { error }),
    )
  })
  await loop.run(() => ended !== undefined)
  loop.kill(home)
  inhabit(undefined)
  if (ended !== 'yes') throw new Error('the ground could not be laid', { cause: ended })
  engine.remember()
  return ground
}

export interface Outside {
  readonly lenders: ReadonlyMap<string, LenderAccess>
  readonly sms?: Sms
  readonly allowedHosts?: readonly string[]
}

/** The means of one process, opened from within it. */
export function meansOf(ground: Ground, loop: Loop, outside: Outside): Means {
  const { policy, held, keyring, files } = ground
  const now = (): Moment => moment(Math.floor(loop.now + (loop.current.getStore()?.skewMs ?? 0)))
  const random = bytesOf(loop.chance)
  const store = openStore({
    database: { owner: 'postgres://simulated' },
    now,
    random,
    policy,
    tables: held.tables,
    renewPolicy: async () => undefined,
    keyring: () => keyring,
    renewKeyring: async () => undefined,
  })
  return {
    now,
    random,
    store,
    policy,
    tables: held.tables,
    consentTexts: held.consentTexts,
    policyFolder: { read: async () => files, write: async () => false },
    log: { origin: ORIGIN, signers: logSigners(ground, now) },
    keyHolder: () => ({ holder: 'passphrase', oldCopies: 'opens', keyDaysMax: 0 }),
    sms: outside.sms ?? { send: async () => ({ id: 'simulated', segments: 1 }) },
    forgetMessages: () => undefined,
    smsText: (code) => code,
    lenders: outside.lenders,
    allowedHosts: outside.allowedHosts ?? [],
    publicUrl: 'https://simulated.example',
    protection: protectedHouse(store),
  }
}

/** The simulated machine has no lines and no place: what a house would find of them is told. */
function protectedHouse(store: Store): Protection {
  const protection = new Protection()
  void protection.see(
    { store },
    {
      isDemo: false,
      keys: 'usable',
      ledger: 'writable',
      publicLine: 'https',
      databaseLine: 'own',
      region: 'KZ-75',
    },
  )
  return protection
}

export function logSigners({ keyring }: Ground, now: () => number) {
  return [
    newSigner(ORIGIN, logSeed(keyring)),
    newCosigner(ORIGIN, postQuantumLogSeed(keyring), () => Math.floor(now() / 1_000), 'subtree/v1'),
  ]
}
