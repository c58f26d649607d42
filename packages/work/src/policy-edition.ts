/**
 * An edition is one version on its way: draft, checked, approved, published, in force, superseded.
 *
 * Each step is one unit: it asks who acts, finds the edition in the state the step begins from, and leaves
 * an action with the version, its hash and nothing else. Of two people who change one edition, the second
 * is told so and nothing of theirs is lost silently.
 *
 * Law: 94-V art. 25(2)(1-1). Requirements. Invariants I2, I7.
 */
import { hash } from 'node:crypto'
import { clauseFor, type Finding, type Loaded, loadPolicy, type Policy } from '@kelisim/policy'
import {
  editionFiles,
  load,
  loadOne,
  manifestOf,
  POLICY_EDITION,
  type Stored,
  type Unit,
  versionInForce,
} from '@kelisim/store'
import { type ActionKind, canonical, type Json, type Refusal, refusal } from '@kelisim/terms'
import { type Governor, notGovernor } from './govern-policy.ts'
import type { Answer, Means } from './means.ts'

export type Edition = Stored<typeof POLICY_EDITION>
export type EditionState =
  | 'draft'
  | 'checked'
  | 'approved'
  | 'published'
  | 'in_force'
  | 'superseded'
  | 'discarded'

/** Where a wrong version is named from: the clause that says which law the policy stands on. */
export function headClause(policy: Policy): string {
  return clauseFor(policy, 'R-2')
}

/** Editions shown at once; older ones are read one by one. */
const EDITIONS_MAX = 100

export interface Step {
  readonly by: Governor
  readonly edition: string
  /** The state of the edition that the person looked at; undefined where any will do. */
  readonly revision?: number
}

/** What a step makes of the edition, or why it may not. */
export type Moved = Partial<Edition> | Refusal

export async function moveEdition(
  means: Means,
  step: Step,
  from: readonly EditionState[],
  kind: ActionKind,
  move: (unit: Unit, edition: Edition) => Promise<Moved> | Moved,
): Promise<Answer<{ readonly edition: Edition }>> {
  return await means.store.transaction(async (unit) => {
    const refused = notGovernor(unit.policy, step.by)
    if (refused !== undefined) return refused
    const edition = await loadOne(unit.client, POLICY_EDITION, 'edition_id = $1 for update', [
      step.edition,
    ])
    if (edition === undefined) return refusal('not_found')
    if (step.revision !== undefined && step.revision !== edition.revision) {
      return refusal('edition_changed', headClause(unit.policy))
    }
    if (!from.some((state) => state === edition.state)) {
      return refusal('edition_step_wrong', headClause(unit.policy))
    }
    const moved = await move(unit, edition)
    if ('effect' in moved) return moved
    const fresh = { ...edition, ...moved, revision: edition.revision + 1 }
    unit.put(POLICY_EDITION, fresh, edition)
    unit.record({ kind, actor: step.by, detail: detailOf(fresh) })
    return { effect: 'done', edition: fresh }
  })
}

export function detailOf(edition: Edition): { readonly [name: string]: Json | undefined } {
  return {
    edition: edition.edition_id,
    version: edition.version,
    folder: edition.folder_hash,
    hash: edition.policy_hash,
    from: edition.effective_from,
  }
}

export async function editionById(means: Means, id: string): Promise<Edition | undefined> {
  return await loadOne(means.store.pool, POLICY_EDITION, 'edition_id = $1', [id])
}

/** Newest first; what was discarded is left out. */
export async function listEditions(means: Means): Promise<readonly Edition[]> {
  return await load(
    means.store.pool,
    POLICY_EDITION,
    `state <> 'discarded' order by coalesce(adopted_at, drafted_at) desc limit ${EDITIONS_MAX}`,
    [],
  )
}

export interface EditionContent {
  readonly edition: Edition
  readonly files: ReadonlyMap<string, string>
}

export async function openEdition(means: Means, id: string): Promise<EditionContent | undefined> {
  const edition = await editionById(means, id)
  if (edition === undefined) return undefined
  return { edition, files: await editionFiles(means.store.pool, edition) }
}

/** One address for a whole folder: of the paths and what stands at them. */
export function folderHash(files: ReadonlyMap<string, string>): string {
  return hash('sha256', canonical(manifestOf(files)))
}

/** Folders whose reading is remembered: a version is asked for at each of its steps, and reading is slow. */
const READINGS_MAX = 4
const readings = new Map<string, Loaded>()

/** What the folder says and what is wrong with it. */
export function readFolder(files: ReadonlyMap<string, string>): Loaded {
  const address = folderHash(files)
  const known = readings.get(address)
  if (known !== undefined) return known
  const fresh = loadPolicy(files)
  const [oldest] = readings.keys()
  if (oldest !== undefined && readings.size >= READINGS_MAX) readings.delete(oldest)
  readings.set(address, fresh)
  return fresh
}

export interface Judged {
  readonly policy: Policy | undefined
  readonly findings: readonly Finding[]
  readonly refusal: Refusal | undefined
}

/** Could this folder come into force after the version that is? */
export function judge(
  inForce: Policy,
  files: ReadonlyMap<string, string>,
  isFirst: boolean,
): Judged {
  const { policy, findings } = readFolder(files)
  const first = findings.find(({ severity }) => severity === 'error')
  const fault =
    first === undefined ? undefined : refusal('policy_faulty', first.clause, first.where)
  const foreign = policy === undefined || isFirst ? undefined : unlikeItsOperator(inForce, policy)
  return { policy, findings, refusal: fault ?? foreign }
}

/** Another operator, or another place of publication, is another house with a log of its own. */
function unlikeItsOperator(inForce: Policy, policy: Policy): Refusal | undefined {
  const of = ({ id, operator }: Policy) => `${id} ${operator.bin} ${operator.site}`
  if (of(inForce) !== of(policy))
    return refusal('policy_of_another', headClause(inForce), 'policy.yaml')
  return policy.version > inForce.version
    ? undefined
    : refusal('version_not_next', headClause(inForce), 'policy.yaml')
}

/** No version was ever in force here. */
export async function isFirst(means: Means): Promise<boolean> {
  return (await versionInForce(means.store.pool)) === undefined
}
