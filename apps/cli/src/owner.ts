/**
 * How does a command reach the database as the owner of its tables, and the keys without a house?
 *
 * Restoring changes what the application may not change, and a lost house cannot be opened before it is
 * restored. The embedded server is adopted when it runs and started when it does not; the last who leaves stops it.
 */
import { join } from 'node:path'
import { type Environment, locksOf } from '@kelisim/house'
import {
  type BackupFolder,
  openBackupFolder,
  readKeyFile,
  recallCheckpoint,
} from '@kelisim/outside'
import { startPostgres, templateDatabase } from '@kelisim/postgres'
import { migrate } from '@kelisim/store'
import { type Keyring, pooledRandom } from '@kelisim/vault'
import { Failure, WrongUse } from './command.ts'

const DATABASE = 'kelisim'

export interface Owner extends AsyncDisposable {
  readonly url: string
}

/** The migrated database of the settings, as its owner. */
export async function openOwner(environment: Environment): Promise<Owner> {
  const { databaseUrl, dataFolder } = environment
  if (databaseUrl !== undefined) {
    await migrate(databaseUrl)
    return { url: databaseUrl, [Symbol.asyncDispose]: async () => undefined }
  }
  if (environment.roleUrls !== undefined) {
    throw new Failure('DATABASE_URL of the owner of the tables is missing')
  }
  const server = await startPostgres({ directory: join(dataFolder, 'postgres') })
  try {
    await templateDatabase(server, DATABASE, async () => undefined)
    const url = server.superuserUrl(DATABASE)
    await migrate(url)
    return { url, [Symbol.asyncDispose]: async () => await server.stop() }
  } catch (error) {
    await server.stop()
    throw error
  }
}

export async function keysOfHouse(environment: Environment): Promise<Keyring> {
  const path = join(environment.dataFolder, 'keys')
  const held = await readKeyFile(path, await locksOf(environment, pooledRandom()))
  if (held === undefined) {
    throw new Failure('the key file is missing: without the keys a backup is sealed for ever', [
      path,
    ])
  }
  return held.keyring
}

/** The checkpoint that is kept outside the database. */
export async function rememberedBy({ dataFolder }: Environment): Promise<string | undefined> {
  return await recallCheckpoint(join(dataFolder, 'last-checkpoint'))
}

/** The folder that an option names; it must be there, because an unplugged medium must not become a folder. */
export async function mediumFolder(
  path: string | undefined,
  option: string,
): Promise<BackupFolder> {
  if (path === undefined) throw new WrongUse(`${option} FOLDER is missing`)
  const folder = await openBackupFolder(path)
  if (folder === undefined)
    throw new Failure(`there is no folder ${path}: is the medium connected?`)
  return folder
}
