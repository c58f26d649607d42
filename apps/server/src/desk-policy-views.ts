/**
 * What the editor shows of an edition, made from its folder as far as it can be read.
 *
 * A faulty draft is shown, too: its findings lead to the pages that edit what they name.
 * Requirements.
 */
import type { House } from '@kelisim/house'
import { EDITION_STATES, type EditionState } from '@kelisim/messages'
import {
  type Draft,
  type Finding,
  findingWords,
  loadPolicy,
  type Policy,
  readDraft,
  standsAt,
} from '@kelisim/policy'
import { editionPath, type EditionView, fileHref, type TroubleView } from '@kelisim/screens'
import { load, STAFF } from '@kelisim/store'
import { messages } from '@kelisim/messages'
import type { Language } from '@kelisim/terms'
import { type Edition, openEdition } from '@kelisim/work'
import type { DeskVisit } from './desk-visit.ts'

export interface OpenedEdition {
  readonly edition: Edition
  readonly files: ReadonlyMap<string, string>
  /** What could be read, even of a faulty draft. */
  readonly draft: Draft
  /** Present when the folder can be read as a whole. */
  readonly policy: Policy | undefined
  readonly findings: readonly Finding[]
}

/** Folders read before, by address: a page asks for the same draft again and again. */
const READ_MAX = 8
const read = new Map<string, Pick<OpenedEdition, 'draft' | 'policy' | 'findings'>>()

export async function openedEdition(house: House, id: string): Promise<OpenedEdition | undefined> {
  const opened = await openEdition(house.means, id)
  if (opened === undefined) return undefined
  const { edition, files } = opened
  const known = read.get(edition.folder_hash)
  if (known !== undefined) return { edition, files, ...known }
  const draft = readDraft(files)
  const { findings } = loadPolicy(files)
  const fresh = { draft, findings, policy: draft.partial ? undefined : draft.policy }
  const [oldest] = read.keys()
  if (oldest !== undefined && read.size >= READ_MAX) read.delete(oldest)
  read.set(edition.folder_hash, fresh)
  return { edition, files, ...fresh }
}

export async function editionView(
  house: House,
  { frame }: DeskVisit,
  opened: OpenedEdition,
  said: { readonly trouble?: TroubleView; readonly saved?: boolean } = {},
): Promise<EditionView> {
  const { edition } = opened
  const names = await staffNames(house, frame.language)
  return {
    frame,
    edition: {
      id: edition.edition_id,
      version: edition.version,
      state: stateOf(edition),
      revision: edition.revision,
      changedBy: names(edition.changed_by),
      changedAt: edition.changed_at,
    },
    findings: opened.findings.map((finding) => ({
      ...finding,
      ...findingWords(finding, frame.language),
      href: editorOf(opened, finding),
    })),
    ...said,
  }
}

export function stateOf(edition: Edition): EditionState {
  return EDITION_STATES.find((state) => state === edition.state) ?? 'draft'
}

/** The page that edits the entry a finding names. */
function editorOf({ edition, files }: OpenedEdition, { where }: Finding): string {
  const { file, line, id } = standsAt(files, where)
  const path = (part: string) => editionPath(edition.edition_id, part)
  if (file === 'policy.yaml' && line > 0 && isHead(files, line)) return path('head')
  if (file === 'purposes.yaml' && id !== undefined) return path(`purposes/${id}`)
  if (file === 'fields.yaml' && id !== undefined && line > 0) {
    return `${fileHref(edition.edition_id, file, line)}`
  }
  if (file.startsWith('agreements/')) {
    return path(`recipients/${file.slice('agreements/'.length, -'.yaml'.length)}`)
  }
  return fileHref(edition.edition_id, file, line)
}

/** Number, first day and approval have a form; the operator's card is edited as text. */
function isHead(files: ReadonlyMap<string, string>, line: number): boolean {
  const lines = (files.get('policy.yaml') ?? '').split('\n')
  const operator = lines.findIndex((text) => text.startsWith('operator:'))
  return operator < 0 || line <= operator
}

/** Names of staff by `role:id`; the program is called so. */
export async function staffNames(
  house: House,
  language: Language,
): Promise<(by: string | undefined) => string> {
  const words = messages(language).deskPolicy
  const staff = await load(house.means.store.pool, STAFF, 'true', [])
  const names = new Map(staff.map((one) => [`${one.role}:${one.staff_id}`, one.name]))
  return (by) => {
    if (by === undefined || by === 'system:self') return words.program
    return names.get(by) ?? words.someone
  }
}
