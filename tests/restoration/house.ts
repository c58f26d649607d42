/** A house with a registered medium in a temporary folder, and what a backup and a restoration of it need. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BackupFolder, openBackupFolder } from '@kelisim/outside'
import type { AuditReport, Backup, Restoration } from '@kelisim/store'
import {
  backUp,
  checkDatabase,
  checkLedger,
  type LedgerCheck,
  registerMedium,
  restoreDamaged,
  writeMediumMark,
} from '@kelisim/work'
import { openWorld, type World } from '../world.ts'

export const OFFICER = { role: 'officer', id: 'test' } as const

export interface Restored {
  readonly restoration: Restoration
  readonly database: AuditReport
  readonly ledger: LedgerCheck
}

export interface Guarded extends AsyncDisposable {
  readonly world: World
  readonly folder: BackupFolder
  readonly path: string
  readonly medium: string
  /** Sealed rows that a restoration took out. */
  readonly kept: Uint8Array[]
  readonly backUp: () => Promise<Backup>
  readonly restore: (folder?: BackupFolder) => Promise<Restored>
}

export async function openGuarded(databaseUrl?: string): Promise<Guarded> {
  const world = await openWorld({}, databaseUrl)
  const path = await mkdtemp(join(tmpdir(), 'kelisim-medium-'))
  const folder = await openBackupFolder(path)
  if (folder === undefined) throw new Error('no folder')
  const medium = await registered(world, folder)
  const kept: Uint8Array[] = []
  return {
    world,
    folder,
    path,
    medium,
    kept,
    backUp: async () => {
      const place = async () => await world.sequenceAll()
      const answer = await backUp(world.house.means, { folder, officer: OFFICER, place })
      if (answer.effect !== 'done') throw new Error(`no backup: ${JSON.stringify(answer)}`)
      return answer.backup
    },
    restore: async (from = folder) => await restored(world, from, kept),
    [Symbol.asyncDispose]: async () => {
      await world[Symbol.asyncDispose]()
      await rm(path, { recursive: true, force: true })
    },
  }
}

async function restored(world: World, folder: BackupFolder, kept: Uint8Array[]): Promise<Restored> {
  const { means } = world.house
  const answer = await restoreDamaged({
    folder,
    ownerUrl: world.databaseUrl,
    keyring: means.store.keys.keyring,
    at: means.now(),
    random: means.random,
    remembered: undefined,
    officer: OFFICER,
    keep: async (name, sealed) => {
      kept.push(sealed)
      return name
    },
  })
  if (answer.effect !== 'done') throw new Error(`not restored: ${JSON.stringify(answer)}`)
  const ledger = await checkLedger(means, undefined)
  const database = await checkDatabase(means)
  return { restoration: answer.restoration, database, ledger }
}

export async function registered(world: World, folder: BackupFolder): Promise<string> {
  const place = { region: 'KZ-75', place: 'safe 2', custodian: 'chief engineer' }
  const answer = await registerMedium(world.house.means, { name: 'disk 1', ...place }, OFFICER)
  if (answer.effect !== 'done') throw new Error(`not registered: ${JSON.stringify(answer)}`)
  await writeMediumMark(folder, answer.id)
  return answer.id
}
