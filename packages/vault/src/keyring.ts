/**
 * The operator's keys: what must never stand in the database.
 *
 * A keyring is a value and never changes: rotating or forgetting gives another keyring, and whoever
 * holds the old one lets it go. It holds the key-encryption keys by epoch (the newest wraps), the
 * key of the blind indexes (two while they are made anew), the key of tokens, the pepper of secrets and the
 * seed of the log's signing key. Nothing of it can be printed.
 * Forgetting an epoch destroys every wrapped copy of a subject's key made in it, in whatever backup
 * it lies. Law: 94-V art. 18, art. 22. The horizon is the caller's: rotation period plus the
 * longest life of a copy of the sealed keyring.
 */
import { type KeyObject } from 'node:crypto'
import type { Moment } from '@kelisim/terms'
import { hkdfSha256, keyFrom } from './derive.ts'
import {
  EPOCH_MAX,
  EPOCHS_ALIVE_MAX,
  INDEX_VERSION_MAX,
  INDEXES_MAX,
  OPERATOR_BYTES_MAX,
} from './limits.ts'
import { type Random, take } from './random.ts'
import { XaesKey } from './xaes.ts'

export const KEY_BYTES = 32

/** An epoch of the key-encryption key that still exists. */
export interface Epoch {
  readonly epoch: number
  readonly madeAt: Moment
}

export interface EpochSecret extends Epoch {
  readonly key: KeyObject
}

/** All secrets of a keyring. For this package only. */
export interface KeyringSecrets {
  readonly epochs: readonly EpochSecret[]
  /** Of versions one after the other, the newest last: one, or two while the indexes are made anew. */
  readonly indexes: readonly KeyObject[]
  readonly token: KeyObject
  readonly pepper: KeyObject
  readonly logSeed: KeyObject
}

export class Keyring {
  readonly #secrets: KeyringSecrets
  readonly #wrapping: ReadonlyMap<number, XaesKey>
  readonly operator: string
  /** The epoch that wraps now: always the newest. */
  readonly epoch: number
  /** Every epoch that still exists, oldest first. */
  readonly epochs: readonly Epoch[]
  /** Counts the keys of the blind indexes: the newest, under which every link is written. A row keeps it. */
  readonly indexVersion: number
  /** The version that people are found by: the older of two, under which every link still stands. */
  readonly indexFoundBy: number

  constructor(operator: string, indexVersion: number, secrets: KeyringSecrets) {
    const newest = secrets.epochs.at(-1)
    if (newest === undefined) throw new Error('a keyring has an epoch')
    if (secrets.indexes.length < 1 || secrets.indexes.length > INDEXES_MAX)
      throw new Error('a keyring has one index key, or two')
    if (!isOperator(operator)) throw new Error('an operator has a name of 1 to 255 bytes')
    this.#secrets = secrets
    this.#wrapping = new Map(secrets.epochs.map(({ epoch, key }) => [epoch, new XaesKey(key)]))
    this.operator = operator
    this.epoch = newest.epoch
    this.epochs = Object.freeze(
      secrets.epochs.map(({ epoch, madeAt }) => Object.freeze({ epoch, madeAt })),
    )
    this.indexVersion = indexVersion
    this.indexFoundBy = indexVersion - secrets.indexes.length + 1
    Object.freeze(this)
  }

  static secretsOf(keyring: Keyring): KeyringSecrets {
    return keyring.#secrets
  }

  static wrappingKey(keyring: Keyring, epoch: number): XaesKey | undefined {
    return keyring.#wrapping.get(epoch)
  }
}

export function newKeyring(operator: string, at: Moment, random: Random): Keyring {
  return new Keyring(operator, 1, {
    epochs: [{ epoch: 1, madeAt: at, key: newKey(random) }],
    indexes: [newKey(random)],
    token: newKey(random),
    pepper: newKey(random),
    logSeed: newKey(random),
  })
}

/** A further epoch, which wraps from now on; the older ones still unwrap until they are forgotten. */
export function rotateKeyring(keyring: Keyring, at: Moment, random: Random): Keyring {
  const secrets = Keyring.secretsOf(keyring)
  if (keyring.epochs.length >= EPOCHS_ALIVE_MAX)
    throw new Error('forget old epochs before a new one')
  if (keyring.epoch >= EPOCH_MAX) throw new Error('the numbers of epochs are used up')
  const next = { epoch: keyring.epoch + 1, madeAt: at, key: newKey(random) }
  return new Keyring(keyring.operator, keyring.indexVersion, {
    ...secrets,
    epochs: [...secrets.epochs, next],
  })
}

/**
 * Without that epoch: what was wrapped in it can never be unwrapped again. Safe to repeat.
 * The current epoch cannot be forgotten, or nothing could be wrapped: rotate and wrap anew first.
 */
export function forgetEpoch(keyring: Keyring, epoch: number): Keyring {
  if (epoch === keyring.epoch) throw new Error('the current epoch cannot be forgotten')
  const secrets = Keyring.secretsOf(keyring)
  const epochs = secrets.epochs.filter((one) => one.epoch !== epoch)
  if (epochs.length === secrets.epochs.length) return keyring
  return new Keyring(keyring.operator, keyring.indexVersion, { ...secrets, epochs })
}

/**
 * With a second index key: links are written under both from now on, and people found by the older one until
 * every link stands under the newer.
 */
export function beginIndex(keyring: Keyring, random: Random): Keyring {
  const secrets = Keyring.secretsOf(keyring)
  if (secrets.indexes.length >= INDEXES_MAX)
    throw new Error('the indexes are being made anew already')
  if (keyring.indexVersion >= INDEX_VERSION_MAX)
    throw new Error('the numbers of index keys are used up')
  const indexes = [...secrets.indexes, newKey(random)]
  return new Keyring(keyring.operator, keyring.indexVersion + 1, { ...secrets, indexes })
}

/** Without the older index key: what stands under it leads to nobody any more. Safe to repeat. */
export function endIndex(keyring: Keyring): Keyring {
  const secrets = Keyring.secretsOf(keyring)
  if (secrets.indexes.length === 1) return keyring
  const indexes = secrets.indexes.slice(-1)
  return new Keyring(keyring.operator, keyring.indexVersion, { ...secrets, indexes })
}

/** The seed of the Ed25519 key that signs the ledger's checkpoints: 32 bytes, to be wiped after use. */
export function logSeed(keyring: Keyring): Uint8Array {
  return Uint8Array.from(Keyring.secretsOf(keyring).logSeed.export())
}

/** The seed of the log's second key, ML-DSA-44: derived, so that a key file holds one secret of the log. */
export function postQuantumLogSeed(keyring: Keyring): Uint8Array {
  const info = Buffer.from('kelisim log key ml-dsa-44')
  return hkdfSha256(Keyring.secretsOf(keyring).logSeed, new Uint8Array(0), info, KEY_BYTES)
}

export function isOperator(text: string): boolean {
  return text.length > 0 && text.isWellFormed() && Buffer.byteLength(text) <= OPERATOR_BYTES_MAX
}

function newKey(random: Random): KeyObject {
  return keyFrom(take(random, KEY_BYTES))
}
