/**
 * A draft begins from a folder or from an edition, is edited as a whole folder, or is given up.
 *
 * The texts are kept once each by their hash; a draft may be faulty, a checked one may not. Every save
 * is an action, so it is known who wrote which folder.
 *
 * Law: 94-V art. 25(2)(1-1). Requirements.
 */
import { keepFiles, load, manifestOf, POLICY_EDITION, type Unit } from '@kelisim/store'
import { type Branded, canonical } from '@kelisim/terms'
import { type Governor, nameOf, notGovernor } from './govern-policy.ts'
import type { Answer, Means } from './means.ts'
import { detailOf, type Edition, folderHash, moveEdition, type Step } from './policy-edition.ts'

export interface Drafted {
  readonly edition: string
  /** The same folder is already on its way. */
  readonly repeated: boolean
}

export async function draftPolicy(
  means: Means,
  by: Governor,
  files: ReadonlyMap<string, string>,
  origin: 'folder' | 'desk',
): Promise<Answer<Drafted>> {
  return await means.store.transaction(async (unit) => {
    const refused = notGovernor(unit.policy, by)
    if (refused !== undefined) return refused
    await unit.client.query('lock table policy_edition in share row exclusive mode')
    const folder = folderHash(files)
    const twin = origin === 'folder' ? await onItsWay(unit, folder) : undefined
    if (twin !== undefined) return { effect: 'done', edition: twin.edition_id, repeated: true }
    await keepFiles(unit.client, files)
    const edition = freshEdition(unit, by, files, origin)
    unit.put(POLICY_EDITION, edition)
    unit.record({ kind: 'policy_drafted', actor: by, detail: detailOf({ ...edition, salt: '' }) })
    return { effect: 'done', edition: edition.edition_id, repeated: false }
  })
}

/** Replaces the folder of a draft; `step.revision` is the one that was edited. */
export async function editDraft(
  means: Means,
  step: Step & { readonly revision: number },
  files: ReadonlyMap<string, string>,
): Promise<Answer<{ readonly edition: Edition }>> {
  return await moveEdition(means, step, ['draft'], 'policy_edited', async (unit) => {
    await keepFiles(unit.client, files)
    return { ...contentOf(files), changed_by: nameOf(step.by), changed_at: unit.at }
  })
}

/** Back from checking to the desk: the findings and who proposed it are forgotten with it. */
export async function takeBack(
  means: Means,
  step: Step,
): Promise<Answer<{ readonly edition: Edition }>> {
  return await moveEdition(means, step, ['checked'], 'policy_taken_back', () => ({
    state: 'draft',
    checked_by: undefined,
    checked_at: undefined,
    policy_hash: undefined,
    findings: undefined,
  }))
}

/** Given up before it came into force; it stays on record. */
export async function discardEdition(
  means: Means,
  step: Step,
): Promise<Answer<{ readonly edition: Edition }>> {
  const from = ['draft', 'checked', 'approved', 'published'] as const
  return await moveEdition(means, step, from, 'policy_discarded', (unit) => ({
    state: 'discarded',
    ended_at: unit.at,
  }))
}

/** What a folder says of itself without being understood: its address and its version's number. */
function contentOf(files: ReadonlyMap<string, string>) {
  const number = /^version:\s*(\d{1,9})\s*(?:#.*)?$/m.exec(files.get('policy.yaml') ?? '')?.[1]
  return {
    version: Number(number ?? 0),
    folder_hash: folderHash(files),
    manifest: canonical(manifestOf(files)),
  }
}

function freshEdition(
  unit: Unit,
  by: Governor,
  files: ReadonlyMap<string, string>,
  origin: 'folder' | 'desk',
): Omit<Edition, 'salt'> {
  return {
    edition_id: unit.newId<Branded<'edition'>>(),
    state: 'draft',
    revision: 1,
    ...contentOf(files),
    origin,
    drafted_by: nameOf(by),
    drafted_at: unit.at,
    changed_by: nameOf(by),
    changed_at: unit.at,
    checked_by: undefined,
    checked_at: undefined,
    policy_hash: undefined,
    findings: undefined,
    approved_by: undefined,
    approved_at: undefined,
    published_by: undefined,
    published_at: undefined,
    effective_from: undefined,
    adopted_at: undefined,
    ended_at: undefined,
  }
}

async function onItsWay(unit: Unit, folder: string): Promise<Edition | undefined> {
  const open = "folder_hash = $1 and state not in ('superseded', 'discarded')"
  return (
    await load(unit.client, POLICY_EDITION, `${open} order by drafted_at limit 1`, [folder])
  )[0]
}

/** Which edition carries this folder and is not over; undefined when none does. */
export async function editionOfFolder(
  means: Means,
  files: ReadonlyMap<string, string>,
): Promise<Edition | undefined> {
  const open = "folder_hash = $1 and state <> 'discarded' order by drafted_at limit 1"
  return (await load(means.store.pool, POLICY_EDITION, open, [folderHash(files)]))[0]
}
