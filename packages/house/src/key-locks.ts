/**
 * Which locks may close and open the key file of this start, as its settings say?
 *
 * `KELISIM_KEYS` names the holders in order: the first closes a file that is made here, the others open one while the
 * keyring moves (`kelisim keys move`). A holder without its settings is a fault of the start, never skipped.
 * A provider of certified Kazakh cryptography is put in here, beside the others (docs/runbooks/keys.md).
 *
 * Requirements.
 */
import { join } from 'node:path'
import {
  type KeyLock,
  kmsService,
  passphraseLock,
  pkcs11Service,
  readPassphrase,
  serviceLock,
  steady,
  transitService,
} from '@kelisim/outside'
import type { Random } from '@kelisim/vault'
import type { Environment } from './environment.ts'

export interface KeyHolders {
  readonly kinds: readonly string[]
  readonly deadlineMs: number
  readonly transit: {
    readonly address: string | undefined
    readonly namespace: string | undefined
    readonly token: string | undefined
    readonly roleId: string | undefined
    readonly secretId: string | undefined
  }
  readonly kms: {
    readonly key: string | undefined
    readonly url: string | undefined
    readonly accessKey: string | undefined
    readonly secretKey: string | undefined
    readonly session: string | undefined
  }
  readonly pkcs11: {
    readonly address: string | undefined
    readonly pin: string | undefined
    readonly reserved: string | undefined
  }
}

/** What the named holders lack, each with what to set. */
export function keyHolderFaults(holders: KeyHolders | undefined): readonly string[] {
  const kinds = holders?.kinds ?? []
  return [
    ...(kinds.includes('transit') && transitLock(holders) === undefined
      ? [
          'KELISIM_KEYS names transit: set KELISIM_TRANSIT and KELISIM_TRANSIT_TOKEN, or _ROLE and _SECRET',
        ]
      : []),
    ...(kinds.includes('aws-kms') && kmsLock(holders) === undefined
      ? ['KELISIM_KEYS names aws-kms: set KELISIM_KMS, KELISIM_KMS_ACCESS and KELISIM_KMS_SECRET']
      : []),
    ...(kinds.includes('pkcs11') && pkcs11Lock(holders) === undefined
      ? ['KELISIM_KEYS names pkcs11: set KELISIM_PKCS11 and KELISIM_PKCS11_PIN']
      : []),
  ]
}

/** The locks in the order of the settings; the demo's passphrase is made only when a passphrase is a lock. */
export async function locksOf(
  environment: Environment,
  random: Random,
): Promise<readonly [KeyLock, ...KeyLock[]]> {
  const { keys } = environment
  const locks: KeyLock[] = []
  for (const kind of keys?.kinds ?? ['file']) {
    const lock = kind === 'file' ? await fileLock(environment, random) : serviceLockOf(kind, keys)
    if (lock === undefined) throw new Error(`the settings of the key holder ${kind} are missing`)
    locks.push(lock)
  }
  const [first, ...others] = locks
  if (first === undefined) throw new Error('no holder of the keys is named')
  return [first, ...others]
}

async function fileLock(environment: Environment, random: Random): Promise<KeyLock> {
  const passphrase = await readPassphrase({
    environment: environment.passphrase,
    demo: environment.mode === 'demo',
    keyFile: join(environment.dataFolder, 'keys'),
    random,
  })
  return passphraseLock(passphrase)
}

function serviceLockOf(kind: string, holders: KeyHolders | undefined): KeyLock | undefined {
  if (kind === 'transit') return transitLock(holders)
  return kind === 'pkcs11' ? pkcs11Lock(holders) : kmsLock(holders)
}

function transitLock(holders: KeyHolders | undefined): KeyLock | undefined {
  if (holders === undefined) return undefined
  const { address, namespace, token, roleId, secretId } = holders.transit
  const credential =
    token !== undefined
      ? { token }
      : roleId !== undefined && secretId !== undefined
        ? { roleId, secretId }
        : undefined
  if (address === undefined || credential === undefined) return undefined
  const { deadlineMs } = holders
  return serviceLock(steady(transitService({ address, namespace, credential, deadlineMs })))
}

function kmsLock(holders: KeyHolders | undefined): KeyLock | undefined {
  if (holders === undefined) return undefined
  const { key, url, accessKey, secretKey, session } = holders.kms
  if (key === undefined || accessKey === undefined || secretKey === undefined) return undefined
  const credential = { accessKey, secretKey, session }
  return serviceLock(steady(kmsService({ key, url, credential, deadlineMs: holders.deadlineMs })))
}

function pkcs11Lock(holders: KeyHolders | undefined): KeyLock | undefined {
  if (holders === undefined) return undefined
  const { address, pin, reserved } = holders.pkcs11
  if (address === undefined || pin === undefined) return undefined
  const { deadlineMs } = holders
  return serviceLock(steady(pkcs11Service({ address, pin, reserved, deadlineMs })))
}
