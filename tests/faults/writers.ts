/**
 * Everything this program writes to a disk itself: what stood before, what is written, how it is read again.
 *
 * The tiles and the ledger are not among them: they live in PostgreSQL (decision 0009), which is killed whole by
 * the crash campaign.
 */
import assert from 'node:assert/strict'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Memory } from '../../apps/witness/src/memory.ts'
import { formatCheckpoint } from '@kelisim/ledger'
import {
  openBackupFolder,
  openOrMakeKeyFile,
  passphraseLock,
  readKeyFile,
  readPolicyFolder,
  recallCheckpoint,
  rememberCheckpoint,
  tidyCheckpoint,
  writeKeyFile,
  writePolicyFolder,
} from '@kelisim/outside'
import { moment } from '@kelisim/terms'
import { pooledRandom, rotateKeyring } from '@kelisim/vault'

export interface Writer {
  readonly name: string
  readonly prepare: (folder: string) => Promise<void>
  /** What is under test: goes from the old state to the new one, and can be begun again. */
  readonly write: (folder: string) => Promise<void>
  /** Opens as a fresh process does and tells which whole state stands there; throws at anything else. */
  readonly read: (folder: string) => Promise<'old' | 'new'>
}

const ORIGIN = 'faults.example/ledger'
const AT = moment(Date.UTC(2026, 10, 22))
const head = (size: number) => ({ origin: ORIGIN, size, root: new Uint8Array(32).fill(size) })
const random = pooledRandom()

function oneOf(value: unknown, old: unknown, fresh: unknown): 'old' | 'new' {
  if (value === fresh) return 'new'
  assert.equal(value, old)
  return 'old'
}

const witness: Writer = {
  name: 'head of a witness',
  prepare: async (folder) => {
    await (await Memory.open(folder)).keep(head(1))
  },
  write: async (folder) => {
    await (await Memory.open(folder)).keep(head(2))
  },
  read: async (folder) => oneOf((await Memory.open(folder)).head(ORIGIN)?.size, 1, 2),
}

const seed: Writer = {
  name: 'seed of a witness',
  prepare: async () => undefined,
  write: async (folder) => {
    await Memory.open(join(folder, 'state'))
  },
  read: async (folder) => {
    const names: string[] = await readdir(join(folder, 'state')).catch(() => [])
    if (names.includes('seed'))
      assert.equal((await Memory.open(join(folder, 'state'))).seed.length, 32)
    return names.includes('seed') ? 'new' : 'old'
  },
}

const checkpoint: Writer = {
  name: 'remembered checkpoint',
  prepare: async (folder) => await remember(folder, 1),
  write: async (folder) => await remember(folder, 2),
  read: async (folder) => {
    const path = join(folder, 'last-checkpoint')
    await tidyCheckpoint(path)
    const text = await recallCheckpoint(path)
    return oneOf(text, formatCheckpoint(head(1)), formatCheckpoint(head(2)))
  },
}

async function remember(folder: string, size: number): Promise<void> {
  const remembering = { path: join(folder, 'last-checkpoint'), continues: async () => true }
  await rememberCheckpoint(remembering, formatCheckpoint(head(size)))
}

const OPERATOR = '350240001016'
const lock = passphraseLock(new TextEncoder().encode('faults on purpose'))

const keys: Writer = {
  name: 'key file at a rotation',
  prepare: async (folder) => {
    await openOrMakeKeyFile({
      path: join(folder, 'keys'),
      operator: OPERATOR,
      locks: [lock],
      at: AT,
      random,
    })
  },
  write: async (folder) => {
    const path = join(folder, 'keys')
    const held = await readKeyFile(path, [lock])
    assert.ok(held)
    // Begun again after a rename that took: the file is made durable, not turned once more.
    const { keyring } = held
    const fresh = keyring.epochs.length > 1 ? keyring : rotateKeyring(keyring, AT, random)
    await writeKeyFile(fresh, { path, lock, random })
  },
  read: async (folder) => {
    const path = join(folder, 'keys')
    const { keyring } = await openOrMakeKeyFile({
      path,
      operator: OPERATOR,
      locks: [lock],
      at: AT,
      random,
    })
    return oneOf(keyring.epochs.length, 1, 2)
  },
}

const backup: Writer = {
  name: 'object of a backup',
  prepare: async (folder) => await putObject(folder, 'old'),
  write: async (folder) => await putObject(folder, 'new'),
  read: async (folder) => {
    const bytes = await (await openBackupFolder(folder))?.read('packs/one')
    return oneOf(Buffer.from(bytes ?? []).toString(), 'old'.repeat(2_000), 'new'.repeat(2_000))
  },
}

async function putObject(folder: string, word: string): Promise<void> {
  const medium = await openBackupFolder(folder)
  assert.ok(medium)
  await medium.write('packs/one', Buffer.from(word.repeat(2_000)))
}

const policy: Writer = {
  name: 'policy folder at an adoption',
  prepare: async (folder) => {
    await mkdir(join(folder, 'policy'))
    assert.ok(await writePolicyFolder(join(folder, 'policy'), texts('old')))
  },
  write: async (folder) => {
    assert.ok(await writePolicyFolder(join(folder, 'policy'), texts('new')))
  },
  read: async (folder) => {
    const files = await readPolicyFolder(join(folder, 'policy'))
    return oneOf(JSON.stringify([...files]), textOf('old'), textOf('new'))
  },
}

function texts(word: string): ReadonlyMap<string, string> {
  return new Map(['operator.yaml', 'purposes.yaml'].map((name) => [name, `word: ${word}\n`]))
}

function textOf(word: string): string {
  return JSON.stringify([...texts(word)])
}

export const WRITERS: readonly Writer[] = [witness, seed, checkpoint, keys, backup, policy]
