/**
 * Opens the operator's house: data folder, database, keys, policy; gives the means of all use cases.
 *
 * Refuses rather than guesses: a wrong policy, a key file others can read, a newer database, a demo
 * policy in production each stop the start with a sentence. Used by the server and by every command.
 */
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { newCosigner, newSigner, type Signer } from '@kelisim/ledger'
import { messages } from '@kelisim/messages'
import {
  type KeyLock,
  readPolicyFolder,
  recallCheckpoint,
  rememberCheckpoint,
  type Mail,
  type Sms,
  tidyCheckpoint,
  writePolicyFolder,
} from '@kelisim/outside'
import { type Detection, type Finding, loadPolicy, type Policy } from '@kelisim/policy'
import { startPostgres, templateDatabase } from '@kelisim/postgres'
import {
  addressOf,
  type Addresses,
  adoptedVersion,
  faultOfLogin,
  isMigrated,
  letRolesIn,
  migrate,
  openPool,
  openStore,
  ROLES,
  type Role,
  type Store,
} from '@kelisim/store'
import { type Moment, moment } from '@kelisim/terms'
import {
  type Keyring,
  logSeed,
  pooledRandom,
  postQuantumLogSeed,
  type Random,
} from '@kelisim/vault'
import {
  adoptFirst,
  adoptWhatIsDue,
  continuesCheckpoint,
  type KeyHolder,
  type LenderAccess,
  type Means,
  Protection,
} from '@kelisim/work'
import type { Environment } from './environment.ts'
import { detectionRules } from './detection-rules.ts'
import { type KeysInUse, openKeys } from './keys-in-use.ts'
import { lookAtProtection } from './protection.ts'
import { holdPolicy, type PolicyInForce, readAdopted } from './policy-in-force.ts'

const DATABASE = 'kelisim'

export interface House {
  readonly means: Means
  readonly environment: Environment
  /** What is held to be a sign of unlawful access. */
  readonly detection: Detection
  /** Makes a keyring durable and current in this process. */
  readonly saveKeyring: (keyring: Keyring) => Promise<void>
  readonly keys: KeysInUse
  /** Looks again; what was found stands at `means.protection`. */
  readonly checkProtection: () => Promise<void>
  /** `verified`: what was remembered when the note was signed, and held against the tiles then. */
  readonly rememberCheckpoint: (note: string, verified?: string) => Promise<void>
  readonly recallCheckpoint: () => Promise<string | undefined>
  close(): Promise<void>
}

/** What differs between a server, a command and a test. */
export interface Fittings {
  readonly sms: Sms
  readonly mail?: Mail
  readonly forgetMessages: Means['forgetMessages']
  readonly lenders: ReadonlyMap<string, LenderAccess>
  readonly allowedHosts: readonly string[]
  readonly publicUrl: string
  readonly now?: () => Moment
  readonly random?: Random
  readonly log?: (line: string) => void
}

export class PolicyRefused extends Error {
  override readonly name = 'PolicyRefused'
  readonly findings: readonly Finding[]

  constructor(findings: readonly Finding[]) {
    super('the policy has faults and does not start')
    this.findings = findings
  }
}

export async function readPolicy(folder: string): Promise<Policy> {
  const { policy, findings } = loadPolicy(await readPolicyFolder(folder))
  const errors = findings.filter((finding) => finding.severity === 'error')
  if (policy === undefined || errors.length > 0) throw new PolicyRefused(errors)
  return policy
}

export async function openHouse(environment: Environment, fittings: Fittings): Promise<House> {
  await mkdir(environment.dataFolder, { recursive: true, mode: 0o700 })
  const database = await openDatabase(environment, fittings)
  try {
    const now = fittings.now ?? (() => moment(globalThis.Date.now()))
    const random = fittings.random ?? pooledRandom()
    await refuseLostKeys(join(environment.dataFolder, 'keys'), database.addresses)
    const policy = await firstPolicy(environment, database.addresses)
    const detection = await detectionRules(environment.detectionFile, policy)
    const inForce = holdPolicy(policy, () => store.pool)
    const keys = await openKeys(environment, policy, now, random)
    const store = openStore({
      database: database.addresses,
      now,
      random,
      get policy() {
        return inForce.current().policy
      },
      get tables() {
        return inForce.current().tables
      },
      renewPolicy: inForce.renew,
      keyring: keys.current,
      renewKeyring: keys.renew,
    })
    const means = meansOf(store, inForce, keys, environment, fittings)
    await adoptFirst(means)
    await adoptWhatIsDue(means)
    const { publicUrl } = fittings
    const looking = { environment, publicUrl, addresses: database.addresses, store, keys }
    const checkProtection = async () =>
      await means.protection.see(means, await lookAtProtection(looking))
    // What cannot be written down yet is by the next look; it stops nothing but taking people in.
    await checkProtection().catch(() => undefined)
    const checkpointPath = join(environment.dataFolder, 'last-checkpoint')
    await tidyCheckpoint(checkpointPath)
    return {
      means,
      environment,
      detection,
      saveKeyring: keys.save,
      keys,
      checkProtection,
      rememberCheckpoint: async (note, verified) => {
        const continues = async (older: string, newer: string) =>
          await continuesCheckpoint(means, older, newer)
        await rememberCheckpoint({ path: checkpointPath, continues, verified }, note)
      },
      recallCheckpoint: async () => await recallCheckpoint(checkpointPath),
      close: async () => {
        keys.close()
        inForce.close()
        await store.close()
        await database.close()
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** The version in force; before the first adoption the folder's. */
async function firstPolicy(environment: Environment, addresses: Addresses): Promise<Policy> {
  const pool = asApplication(addresses)
  try {
    const adopted = await adoptedVersion(pool)
    const policy =
      adopted === undefined ? await readPolicy(environment.policyFolder) : readAdopted(adopted)
    if (policy.demo && environment.mode === 'production') {
      throw new Error(
        'the policy is that of the synthetic operator: a production start needs your own',
      )
    }
    return policy
  } finally {
    await pool.end()
  }
}

function meansOf(
  store: Store,
  inForce: PolicyInForce,
  keys: KeysInUse,
  environment: Environment,
  fittings: Fittings,
): Means {
  const origin = logOrigin(inForce.current().policy)
  return {
    now: store.means.now,
    random: store.means.random,
    store,
    get policy() {
      return inForce.current().policy
    },
    get tables() {
      return inForce.current().tables
    },
    consentTexts: (language) => inForce.current().consentTexts(language),
    policyFolder: {
      read: async () => await readPolicyFolder(environment.policyFolder),
      write: async (files) => await writePolicyFolder(environment.policyFolder, files),
    },
    log: { origin, signers: logSigners(origin, keys.current(), store.means.now) },
    keyHolder: () => keyHolderOf(keys.lock()),
    protection: new Protection(),
    sms: fittings.sms,
    ...(fittings.mail === undefined ? {} : { mail: fittings.mail }),
    forgetMessages: fittings.forgetMessages,
    smsText: (code, language, why) => {
      const { limits, operator } = inForce.current().policy
      const { sms } = messages(language)
      if (why === 'destroyed') return sms.destroyed(operator.brand)
      if (why === 'partly_destroyed') return sms.partlyDestroyed(operator.brand)
      return sms[why](operator.brand, grouped(code), limits.codeMinutes)
    },
    lenders: fittings.lenders,
    allowedHosts: fittings.allowedHosts,
    publicUrl: fittings.publicUrl,
  }
}

function keyHolderOf({ kind, horizon }: KeyLock): KeyHolder {
  return { holder: kind, oldCopies: horizon.oldCopies, keyDaysMax: horizon.keyDays.max }
}

/** `481290` reads as `481 290`. */
function grouped(code: string): string {
  return `${code.slice(0, 3)} ${code.slice(3)}`
}

/** Ed25519, which everyone can check, and ML-DSA-44, which will outlast it. */
function logSigners(origin: string, keyring: Keyring, now: () => Moment): readonly Signer[] {
  const seconds = () => Math.floor(now() / 1_000)
  return [
    newSigner(origin, logSeed(keyring)),
    newCosigner(origin, postQuantumLogSeed(keyring), seconds, 'subtree/v1'),
  ]
}

/** The log's name in checkpoints: the operator's site without a scheme, and the policy's id. */
function logOrigin(policy: Policy): string {
  return `${policy.operator.site.replace(/^https?:\/\//, '').replace(/\/$/, '')}/${policy.id}/ledger`
}

export interface Database {
  readonly addresses: Addresses
  close(): Promise<void>
}

/** The migrated database of the settings and where each role logs in; a house that does not open is looked at through it. */
export async function openDatabase(
  environment: Environment,
  fittings: Pick<Fittings, 'log'> = {},
): Promise<Database> {
  const { databaseUrl, roleUrls } = environment
  if (databaseUrl === undefined && roleUrls === undefined)
    return await openEmbedded(environment, fittings)
  const addresses = { owner: databaseUrl, roles: roleUrls }
  // A process that serves people has no business with the owner's address: then somebody else has migrated.
  if (databaseUrl !== undefined) await migrate(databaseUrl)
  if (roleUrls !== undefined) await refuseWideLogins(addresses)
  return { addresses, close: async () => undefined }
}

async function openEmbedded(
  environment: Environment,
  fittings: Pick<Fittings, 'log'>,
): Promise<Database> {
  const server = await startPostgres({
    directory: join(environment.dataFolder, 'postgres'),
    ...(fittings.log === undefined ? {} : { log: fittings.log }),
  })
  try {
    await templateDatabase(server, DATABASE, async () => undefined)
    await migrate(server.superuserUrl(DATABASE))
    await letRolesIn(server.superuserUrl(DATABASE))
  } catch (error) {
    // A start that is refused leaves no server behind.
    await server.stop()
    throw error
  }
  // The house never holds the owner's connection: each role comes in as itself and stays that.
  const roles = Object.fromEntries(ROLES.map((role) => [role, server.url(DATABASE, role)]))
  return { addresses: { roles }, close: async () => await server.stop() }
}

/** Every login that was told is one role and nothing more, and the schema is this program's. */
async function refuseWideLogins(addresses: Addresses): Promise<void> {
  for (const role of ROLES.filter((one) => addresses.roles?.[one] !== undefined)) {
    const pool = openPool(addressOf(addresses, role), role)
    try {
      const fault = await faultOfLogin(pool, role)
      if (fault !== undefined) throw new Error(fault)
      if (role === 'kelisim_app' && !(await isMigrated(pool))) {
        throw new Error('the database has not the schema of this program: run npx kelisim migrate')
      }
    } finally {
      await pool.end()
    }
  }
}

function asApplication(addresses: Addresses): ReturnType<typeof openPool> {
  const role: Role = 'kelisim_app'
  return openPool(addressOf(addresses, role), role)
}

/**
 * A missing key file with people in the database is a lost key file: a new one would open nothing and
 * hide the loss until someone looked.
 */
async function refuseLostKeys(path: string, addresses: Addresses): Promise<void> {
  if (existsSync(path)) return
  const pool = asApplication(addresses)
  try {
    const { rowCount } = await pool.query(
      "select 1 from subject where state <> 'destroyed' limit 1",
    )
    if (rowCount !== 0) {
      throw new Error(
        `the key file ${path} is missing, but the database holds sealed data: restore it`,
      )
    }
  } finally {
    await pool.end()
  }
}
