/**
 * A backup to a medium that is on the account, inside the country and at hand.
 *
 * The beginning is an action of the ledger and is placed there before the snapshot is taken, so the backup holds
 * its own beginning and everything acknowledged before it. A folder says by `medium.json` which medium it is.
 *
 * Law: 94-V art. 12(2), 22(1). Requirements, L-6.
 */
import { type Backup, type MediumFolder, writeBackup } from '@kelisim/store'
import { type Refusal, refusal } from '@kelisim/terms'
import type { Answer, Means } from './means.ts'
import { type Medium, mediumById } from './media.ts'
import { keyIdOf, type Officer } from './register-medium.ts'

const MARK = 'medium.json'
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The id that the folder carries; undefined for a folder that is no medium of ours. */
export async function mediumOf(folder: MediumFolder): Promise<string | undefined> {
  const bytes = await folder.read(MARK)
  if (bytes === undefined || bytes.length > 1_000) return undefined
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
    const id = typeof value === 'object' && value !== null && 'medium' in value ? value.medium : ''
    return typeof id === 'string' && UUID.test(id) ? id : undefined
  } catch {
    return undefined
  }
}

/** Makes a folder this medium; a folder that carries another id is left alone. */
export async function writeMediumMark(folder: MediumFolder, id: string): Promise<boolean> {
  if ((await folder.read(MARK)) !== undefined) return (await mediumOf(folder)) === id
  await folder.write(MARK, Buffer.from(`${JSON.stringify({ medium: id })}\n`, 'utf8'))
  return true
}

/** The medium of the account that this folder is, or why it may not be used. */
export async function findMedium(means: Means, folder: MediumFolder): Promise<Medium | Refusal> {
  const id = await mediumOf(folder)
  const medium = id === undefined ? undefined : await mediumById(means, id)
  if (medium === undefined || medium.keyId !== keyIdOf(means)) {
    return refusal('medium_not_registered')
  }
  if (medium.state === 'destroyed') return refusal('medium_destroyed')
  if (medium.state === 'issued') return refusal('medium_away')
  return medium
}

export interface BackingUp {
  readonly folder: MediumFolder
  readonly officer: Officer
  /** Places what waits in the ledger, as the sequencer does. */
  readonly place: () => Promise<void>
  readonly progress?: (done: number, what: string) => void
}

export async function backUp(
  means: Means,
  { folder, officer, place, progress }: BackingUp,
): Promise<Answer<{ readonly backup: Backup; readonly medium: Medium }>> {
  if (officer.role !== 'officer' && officer.role !== 'system') {
    return refusal('operation_not_permitted')
  }
  const medium = await findMedium(means, folder)
  if ('effect' in medium) return medium
  await means.store.transaction(async (unit) => {
    unit.record({ kind: 'backup_begun', actor: officer, detail: { medium: medium.id } })
  })
  await place()
  await means.store.keys.renew()
  const vkey = means.log.signers[0]?.vkey ?? ''
  const backup = await writeBackup(means.store, folder, medium.id, vkey, progress)
  return { effect: 'done', backup, medium }
}
