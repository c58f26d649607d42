/**
 * What closes the key file, and who opens it again?
 *
 * Two kinds of lock, one face: a passphrase (format 1 of the file), or a key service that wraps a fresh root for
 * every writing (format 2). The file says which kind closed it, so a keyring can move from one lock to another
 * while processes that know both go on. A lock that the settings do not name opens nothing: there is no fallback.
 *
 * Law: 94-V art. 18, 22. Requirements. Invariant I5.
 */
import {
  type Keyring,
  newRootKey,
  openKeyring,
  openKeyringUnder,
  Passphrase,
  type Random,
  ROOT_KEY_BYTES,
  sealKeyring,
  sealKeyringUnder,
  sealOf,
} from '@kelisim/vault'
import {
  type DestructionHorizon,
  type KeyService,
  KeyServiceError,
  type KeyServiceStatus,
} from './key-service.ts'

export interface KeyLock {
  /** `file`, or the word of the service. */
  readonly kind: string
  /** Where the key is that closes, for the officer; never a secret. Empty for a passphrase. */
  readonly address: string
  readonly horizon: DestructionHorizon
  seal(keyring: Keyring, random: Random): Promise<Uint8Array>
  /** undefined: a wrong passphrase, or a file that was altered. */
  open(file: Uint8Array): Promise<Keyring | undefined>
  renew(): Promise<void>
  /** Nothing sealed before this file opens any more, as far as the horizon promises. */
  destroyOlder(file: Uint8Array): Promise<void>
  status(): Promise<KeyServiceStatus>
}

const UNDER_PASSPHRASE = 'file'

export function passphraseLock(bytes: Uint8Array): KeyLock {
  const passphrase = new Passphrase(bytes)
  return {
    kind: UNDER_PASSPHRASE,
    address: '',
    // The file itself is overwritten at once; a copy opens for whoever has the passphrase.
    horizon: { oldCopies: 'opens', keyDays: { min: 0, max: 0 } },
    seal: async (keyring, random) => sealKeyring(keyring, passphrase, random),
    open: async (file) => openKeyring(file, passphrase),
    renew: async () => undefined,
    destroyOlder: async () => undefined,
    status: async () => ({ version: '1', oldest: undefined, usable: true }),
  }
}

export function serviceLock(service: KeyService): KeyLock {
  const { kind, address, horizon } = service
  return {
    kind,
    address,
    horizon,
    seal: async (keyring, random) => {
      const root = newRootKey(random)
      try {
        const wrapped = await service.wrap({ operator: keyring.operator }, root)
        return sealKeyringUnder(keyring, { service: kind, wrapped }, root, random)
      } finally {
        root.fill(0)
      }
    },
    open: async (file) => {
      const { operator, wrapped } = envelopeOf(kind, file)
      const root = await service.unwrap({ operator }, wrapped)
      if (root.length !== ROOT_KEY_BYTES) throw new KeyServiceError(kind, 'not_authentic')
      return openKeyringUnder(file, root)
    },
    renew: async () => {
      await service.renew()
    },
    destroyOlder: async (file) => {
      await service.destroyOlder(envelopeOf(kind, file).wrapped)
    },
    status: async () => await service.status(),
  }
}

/** The lock that closed this file, if it is among these. */
export function lockOf(file: Uint8Array, locks: readonly KeyLock[]): KeyLock | undefined {
  const seal = sealOf(file)
  const kind = seal === undefined || seal === 'passphrase' ? UNDER_PASSPHRASE : seal.service
  return locks.find((lock) => lock.kind === kind)
}

function envelopeOf(kind: string, file: Uint8Array) {
  const seal = sealOf(file)
  if (seal === undefined || seal === 'passphrase' || seal.service !== kind)
    throw new KeyServiceError(kind, 'not_authentic')
  return seal
}
