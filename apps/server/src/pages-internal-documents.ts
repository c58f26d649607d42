/**
 * The register of internal documents at the desk: list, one document, entering, approving, reading.
 *
 * The use cases ask who may and record; here forms are read and answers shown.
 *
 * Law: 94-V art. 25(2)(1-1), 25(3)(2). Requirements.
 */
import type { House } from '@kelisim/house'
import {
  DESK,
  type DocumentFormFault,
  documentPath,
  type DocumentsScreen,
  type DocumentState,
  type DocumentTyped,
  type InternalDocumentRow,
  internalDocumentScreen,
  internalDocumentsScreen,
} from '@kelisim/screens'
import { dateOf, messages } from '@kelisim/messages'
import { isLanguage, LANGUAGES, type Language, refusal } from '@kelisim/terms'
import {
  acknowledgeDocument,
  type Answer,
  approveDocument,
  type DocumentsSeen,
  isUndertaking,
  proposeDocument,
  type Reading,
  type SeenDocument,
  seeDocuments,
  unsignedUndertaking,
  withdrawDocument,
} from '@kelisim/work'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type DeskRoutes, type DeskVisit, refusedPage } from './desk-visit.ts'
import { seeOther, sendPage, textOf } from './page.ts'

const CLAUSE_CHARS = 90

export function internalDocumentPages(house: House, { page, act }: DeskRoutes): void {
  page(DESK.documents, async (visit, _request, reply) => await showList(house, visit, reply))
  act(
    DESK.documents,
    () => DESK.documents,
    async (visit, request, reply) => await enter(house, visit, request, reply),
  )
  page(documentPath(':id'), async (visit, request, reply) => {
    return await showOne(house, visit, idOf(request), reply)
  })
  step(house, act, 'read', acknowledgeDocument)
  step(house, act, 'approve', approveDocument)
  step(house, act, 'withdraw', withdrawDocument)
}

function idOf(request: FastifyRequest): string {
  const { id = '' } = request.params as { id?: string }
  return id
}

function step(
  house: House,
  act: DeskRoutes['act'],
  name: 'read' | 'approve' | 'withdraw',
  work: (
    means: House['means'],
    staff: DeskVisit['staff'],
    document: string,
  ) => Promise<Answer<object>>,
): void {
  const home = (request: FastifyRequest) => documentPath(idOf(request))
  act(documentPath(':id', name), home, async ({ staff, frame }, request, reply) => {
    const answer = await work(house.means, staff, idOf(request))
    if (answer.effect === 'refuse') return await refusedPage(reply, frame, answer)
    return await seeOther(reply, name === 'withdraw' ? DESK.documents : home(request))
  })
}

async function showList(
  house: House,
  { staff, frame }: DeskVisit,
  reply: FastifyReply,
  rest: Pick<NonNullable<DocumentsScreen['form']>, 'typed' | 'fault'> = {},
): Promise<FastifyReply> {
  const seen = await seeDocuments(house.means, staff)
  const rows = [
    ...policyRow(house, frame.language, seen),
    ...seen.documents.map((one) => rowOf(frame.language, one)),
  ]
  const clauses = house.means.policy.chapters
    .flatMap((chapter) => chapter.clauses)
    .map(({ id, text }) => ({ id, text: `${id}. ${shortened(text[frame.language])}` }))
  const unsigned = await unsignedUndertaking(house.means, staff)
  const view = {
    frame,
    rows,
    noUndertaking: unsigned !== undefined && unsigned.document === undefined,
    ...(seen.mayGovern ? { form: { clauses, ...rest } } : {}),
  }
  const status = rest.fault === undefined ? 200 : 422
  return await sendPage(reply, internalDocumentsScreen(view), 'private', status)
}

function shortened(text: string): string {
  return text.length <= CLAUSE_CHARS ? text : `${text.slice(0, CLAUSE_CHARS)}…`
}

async function showOne(
  house: House,
  { staff, frame }: DeskVisit,
  id: string,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const seen = await seeDocuments(house.means, staff)
  const [policy] = policyRow(house, frame.language, seen)
  if (policy?.id === id) {
    const { hash } = house.means.policy
    const bare = { content: undefined, mayApprove: false, isOwn: false, mayWithdraw: false }
    return await sendPage(
      reply,
      internalDocumentScreen({ frame, row: policy, sha256: hash, ...bare }),
    )
  }
  const found = seen.documents.find(({ row }) => row.document_id === id)
  if (found === undefined) return await refusedPage(reply, frame, refusal('not_found'))
  const { row, isOwn, proposedBy } = found
  const isProposed = row.state === 'proposed'
  const clause = house.means.policy.chapters
    .flatMap((chapter) => chapter.clauses)
    .find((one) => one.id === row.parent_clause)
  const view = {
    frame,
    row: rowOf(frame.language, found),
    sha256: row.sha256,
    content: row.content,
    ...(clause === undefined ? {} : { clauseText: clause.text[frame.language] }),
    proposedBy,
    mayApprove: seen.mayGovern && isProposed && !isOwn && clause !== undefined,
    isOwn,
    mayWithdraw: seen.mayGovern,
    mustSign: !isProposed && found.reading.mine === undefined && signs(house, found),
  }
  return await sendPage(reply, internalDocumentScreen(view))
}

/** It stands on the clause of confidentiality. */
function signs({ means }: House, { row }: SeenDocument): boolean {
  return isUndertaking(means.policy, row.parent_clause)
}

function policyRow(
  house: House,
  language: Language,
  { policy: seen }: DocumentsSeen,
): readonly InternalDocumentRow[] {
  if (seen === undefined) return []
  const { policy } = house.means
  const { approver, number, date } = policy.approval
  return [
    {
      id: seen.edition,
      level: 1,
      title: messages(language).internalDocuments.policy,
      version: policy.version,
      approvedBy: `${approver}, № ${number}, ${dateOf(language, date)}`,
      approvedAt: undefined,
      validFrom: policy.effectiveFrom,
      validTo: undefined,
      languages: LANGUAGES,
      states: ['approved'],
      ...readingOf(seen.reading),
    },
  ]
}

function rowOf(language: Language, { row, ...seen }: SeenDocument): InternalDocumentRow {
  const titles = { kk: row.title_kk, ru: row.title_ru, en: row.title_en ?? row.title_ru }
  const standing: DocumentState =
    row.state === 'proposed' ? 'proposed' : seen.isEarly ? 'early' : 'approved'
  const isSound = seen.faults.length === 0 || row.state === 'proposed'
  return {
    id: row.document_id,
    level: row.level === 2 ? 2 : 3,
    title: titles[language],
    code: row.code,
    clause: row.parent_clause,
    version: row.version,
    approvedBy: seen.approvedBy,
    approvedAt: row.approved_at,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    languages: row.languages.filter(isLanguage),
    states: isSound ? [standing, ...seen.faults] : seen.faults,
    ...readingOf(seen.reading),
  }
}

function readingOf({ mine, others }: Reading): Pick<InternalDocumentRow, 'mine' | 'read'> {
  if (others === undefined) return { mine }
  return { mine, read: { who: others.read.map(({ name }) => name), waiting: others.waiting } }
}

async function enter(
  house: House,
  visit: DeskVisit,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const typed = typedIn(request.body)
  const { titleKk: kk, titleRu: ru, titleEn: en, ...rest } = typed
  const wanted = { ...rest, level: Number(typed.level), title: { kk, ru, en } }
  const answer = await proposeDocument(house.means, visit.staff, wanted)
  if (answer.effect === 'refuse') return await refusedPage(reply, visit.frame, answer, true)
  if (answer.effect === 'done') return await seeOther(reply, documentPath(answer.document))
  return await showList(house, visit, reply, { typed, fault: faultOf(answer.faults[0]) })
}

function typedIn(body: unknown): DocumentTyped {
  const told = (name: string) => textOf(body, name)
  return {
    code: told('code'),
    level: told('level'),
    clause: told('clause'),
    titleKk: told('titleKk'),
    titleRu: told('titleRu'),
    titleEn: told('titleEn'),
    content: told('content'),
    fileSha256: told('fileSha256'),
    languages: LANGUAGES.filter((language) => told(`language_${language}`) !== ''),
    validFrom: told('validFrom'),
    validTo: told('validTo'),
  }
}

const PLACES: readonly DocumentFormFault[] = [
  'code',
  'level',
  'clause',
  'titleKk',
  'titleRu',
  'titleEn',
  'languages',
  'content',
  'fileSha256',
  'validFrom',
  'validTo',
]

function faultOf(
  fault: { readonly pointer: string; readonly code: string } | undefined,
): DocumentFormFault {
  if (fault?.code === 'waiting') return 'waiting'
  return PLACES.find((place) => fault?.pointer === `/${place}`) ?? 'code'
}
