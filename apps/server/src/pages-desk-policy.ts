/**
 * The editor at the desk: versions, one edition and its parts, each step of its life.
 *
 * For the person responsible alone. Every POST is one use case; a draft is saved as a whole folder with
 * the revision its form was made from, so of two editors the second is told. Works without script.
 *
 * Law: 94-V art. 25(2)(1-1). Requirements.
 */
import type { House } from '@kelisim/house'
import {
  DESK,
  editionPath,
  policyChangesScreen,
  policyFieldsScreen,
  policyFilesScreen,
  policyHeadScreen,
  policyOverviewScreen,
  policyPreviewScreen,
  policyPurposeScreen,
  policyRecipientScreen,
  policyVersionsScreen,
  policyWordsScreen,
  type TroubleView,
  reviewsPath,
} from '@kelisim/screens'
import { adoptedVersion } from '@kelisim/store'
import { CODES, parseId, refusal, REVIEW_FINDINGS } from '@kelisim/terms'
import type { Html } from '@kelisim/ui'
import {
  type Answer,
  approvePolicy,
  discardEdition,
  draftNext,
  draftPolicy,
  editDraft,
  finishReviews,
  proposePolicy,
  publishPolicy,
  type Step,
  takeBack,
} from '@kelisim/work'
import type { FastifyReply, FastifyRequest } from 'fastify'
import {
  type FormRead,
  readHead,
  readLines,
  readMatrix,
  readPurpose,
  readRecipient,
  type ReadForm,
  readWords,
  typedOf,
} from './desk-policy-forms.ts'
import { citingKind } from './desk-policy-reviews.ts'
import { differencePatch, policyHomeView, type SaidAtHome } from './desk-policy-home.ts'
import { changesView, previewPage, previewPdf, previewView } from './desk-policy-impact.ts'
import {
  fieldsView,
  filesView,
  headView,
  overviewView,
  purposeView,
  recipientView,
  wordsView,
} from './desk-policy-parts.ts'
import { edition, editionOf, governors, idOf, type Shown } from './desk-policy-visit.ts'
import { editionView, type OpenedEdition } from './desk-policy-views.ts'
import { type DeskRoutes, type DeskVisit } from './desk-visit.ts'
import { seeOther, sendPage, textOf, textsOf } from './page.ts'

const EDITION = `${DESK.policy}/:edition`

export function policyPages(house: House, routes: DeskRoutes): void {
  homePages(house, routes)
  const { page } = routes
  page(
    EDITION,
    edition(house, async (seen, opened, request) => {
      return await part(house, seen, opened, request, 'overview')
    }),
  )
  for (const name of ['fields', 'words', 'head', 'files', 'preview', 'changes'] as const) {
    page(
      `${EDITION}/${name}`,
      edition(house, async (seen, opened, request) => {
        return await part(house, seen, opened, request, name)
      }),
    )
  }
  for (const name of ['purposes', 'recipients'] as const) {
    page(
      `${EDITION}/${name}/:id`,
      edition(house, async (seen, opened, request) => {
        return await part(house, seen, opened, request, name)
      }),
    )
  }
  page(
    `${EDITION}/page`,
    edition(house, async (seen, opened, request) => {
      return previewPage(house, seen, opened, request)
    }),
  )
  page(
    `${EDITION}/page.pdf`,
    edition(house, async (seen, opened, request, reply) => {
      const pdf = await previewPdf(seen, opened, request)
      if (pdf === undefined) return undefined
      await reply.header('cache-control', 'no-store').type('application/pdf').send(pdf)
      return 'sent'
    }),
  )
  forms(house, routes)
  steps(house, routes)
}

function homePages(house: House, { page, act }: DeskRoutes): void {
  const home = () => DESK.policy
  page(
    DESK.policy,
    governors(house, async (seen, request, reply) => {
      return await showHome(house, seen, reply, saidIn(request))
    }),
  )
  act(
    DESK.policy,
    home,
    governors(house, async (seen, _request, reply) => {
      const drafted = await draftNext(house.means, seen.staff)
      return await toEdition(house, seen, reply, drafted)
    }),
  )
  act(
    `${DESK.policy}/folder/draft`,
    home,
    governors(house, async (seen, _request, reply) => {
      const files = await house.means.policyFolder.read()
      const drafted = await draftPolicy(house.means, seen.staff, files, 'folder')
      return await toEdition(house, seen, reply, drafted)
    }),
  )
  act(
    `${DESK.policy}/folder/write`,
    home,
    governors(house, async (_seen, _request, reply) => {
      const inForce = await adoptedVersion(house.means.store.pool)
      const isWritten =
        inForce?.files !== undefined && (await house.means.policyFolder.write(inForce.files))
      return await seeOther(reply, `${DESK.policy}?folder=${isWritten ? 'written' : 'not_written'}`)
    }),
  )
  page(
    `${DESK.policy}/folder/difference.patch`,
    governors(house, async (_seen, _request, reply) => {
      const inForce = await adoptedVersion(house.means.store.pool)
      const files = await house.means.policyFolder.read()
      return await reply
        .header('cache-control', 'no-store')
        .header('content-disposition', 'attachment; filename="policy.patch"')
        .type('text/x-diff; charset=utf-8')
        .send(differencePatch(files, inForce?.files ?? files))
    }),
  )
  act(
    `${DESK.policy}/reviews`,
    home,
    governors(house, async (seen, request, reply) => {
      const tasks = textsOf(request.body, 'task')
      const said = textOf(request.body, 'found')
      const found = REVIEW_FINDINGS.find((one) => one === said)
      const isWhole = found !== undefined && tasks.every((task) => parseId(task) !== undefined)
      const answer = isWhole
        ? await finishReviews(house.means, seen.staff, tasks, found)
        : refusal('invalid_input')
      const rule = citingKind(textOf(request.body, 'rule'))
      return answer.effect === 'refuse'
        ? await showHome(house, seen, reply, { refusal: answer, ...(rule && { rule }) })
        : await seeOther(reply, reviewsPath(rule))
    }),
  )
}

function saidIn(request: FastifyRequest): SaidAtHome {
  const said: unknown = Reflect.get(Object(request.query), 'folder')
  const rule = citingKind(Reflect.get(Object(request.query), 'rule'))
  return {
    ...(said === 'written' || said === 'not_written' ? { folder: said } : {}),
    ...(rule && { rule }),
  }
}

async function showHome(
  house: House,
  seen: DeskVisit,
  reply: FastifyReply,
  said: SaidAtHome = {},
): Promise<FastifyReply> {
  const view = await policyHomeView(house, seen, said)
  const status = said.refusal === undefined ? 200 : CODES[said.refusal.code].status
  return await sendPage(reply, policyVersionsScreen(view), 'private', status)
}

async function toEdition(
  house: House,
  seen: DeskVisit,
  reply: FastifyReply,
  answer: Answer<{ readonly edition: string }>,
): Promise<FastifyReply> {
  if (answer.effect === 'done') return await seeOther(reply, editionPath(answer.edition))
  const why = answer.effect === 'refuse' ? answer : refusal('invalid_input')
  return await showHome(house, seen, reply, { refusal: why })
}

/** Forms of a draft: path below the edition, what reads it, where it is shown again. */
function forms(house: House, { act }: DeskRoutes): void {
  const save = (path: string, name: PartName, reader: (request: FastifyRequest) => ReadForm) =>
    act(`${EDITION}/${path}`, formHome(path), async (seen, request, reply) => {
      const show = edition(house, async (visit, opened) => {
        return await saved(house, visit, opened, request, reply, name, reader(request))
      })
      return await show(seen, request, reply)
    })
  save('purposes/:id', 'purposes', (request) => readPurpose(idOf(request)))
  save('recipients/:id', 'recipients', (request) => readRecipient(idOf(request)))
  save('fields', 'fields', () => readMatrix)
  save('head', 'head', () => readHead)
  save('words', 'words', () => readWords)
  save('files', 'files', () => readLines)
}

function formHome(path: string): (request: FastifyRequest) => string {
  return (request) => editionPath(editionOf(request), path.replace(':id', idOf(request)))
}

async function saved(
  house: House,
  seen: DeskVisit,
  opened: OpenedEdition,
  request: FastifyRequest,
  reply: FastifyReply,
  name: PartName,
  read: ReadForm,
): Promise<Shown> {
  const revision = Number(textOf(request.body, 'revision'))
  const isStale = revision !== opened.edition.revision
  const form: FormRead = isStale
    ? { files: opened.files }
    : read(request.body, opened, seen.frame.language)
  if ('faults' in form) {
    const page = await part(house, seen, opened, request, name, { faults: form.faults })
    return { page, status: CODES.invalid_input.status }
  }
  const step = { by: seen.staff, edition: opened.edition.edition_id, revision }
  const answer = await editDraft(house.means, step, form.files)
  if (answer.effect === 'done') {
    await seeOther(reply, `${formHome(pathOf(name))(request)}?saved=1${windowOf(request)}`)
    return 'sent'
  }
  const why = answer.effect === 'refuse' ? answer : refusal('invalid_input')
  const trouble = { refusal: why, typed: typedOf(request.body) }
  const page = await part(house, seen, opened, request, name, { trouble })
  return { page, status: CODES[why.code].status }
}

function pathOf(name: PartName): string {
  return name === 'purposes' || name === 'recipients' ? `${name}/:id` : name
}

/** After saving lines the same window is shown again. */
function windowOf(request: FastifyRequest): string {
  const file = textOf(request.body, 'file')
  const line = Math.max(1, Number(textOf(request.body, 'from')) || 1)
  return file === '' ? '' : `&file=${encodeURIComponent(file)}&line=${line}`
}

type TakeStep = (house: House, step: Step) => Promise<Answer<object>>

const STEPS: Readonly<Record<string, TakeStep>> = {
  propose: async ({ means }, step) => await proposePolicy(means, step),
  approve: async ({ means }, step) => await approvePolicy(means, step),
  publish: async ({ means }, step) => await publishPolicy(means, step),
  'take-back': async ({ means }, step) => await takeBack(means, step),
  discard: async ({ means }, step) => await discardEdition(means, step),
}

function steps(house: House, { act }: DeskRoutes): void {
  const home = (request: FastifyRequest) => editionPath(editionOf(request))
  for (const [name, take] of Object.entries(STEPS)) {
    act(`${EDITION}/${name}`, home, async (seen, request, reply) => {
      const show = edition(house, async (visit, opened) => {
        const revision = Number(textOf(request.body, 'revision'))
        const step = { by: visit.staff, edition: opened.edition.edition_id, revision }
        const answer = await take(house, step)
        if (answer.effect === 'done') {
          await seeOther(reply, name === 'discard' ? DESK.policy : home(request))
          return 'sent'
        }
        const why = answer.effect === 'refuse' ? answer : refusal('invalid_input')
        const page = await part(house, visit, opened, request, 'overview', {
          trouble: { refusal: why },
        })
        return { page, status: CODES[why.code].status }
      })
      return await show(seen, request, reply)
    })
  }
  act(
    `${EDITION}/copy`,
    home,
    governors(house, async (seen, request, reply) => {
      const drafted = await draftNext(house.means, seen.staff, editionOf(request))
      return await toEdition(house, seen, reply, drafted)
    }),
  )
}

type PartName =
  | 'overview'
  | 'fields'
  | 'words'
  | 'head'
  | 'files'
  | 'preview'
  | 'changes'
  | 'purposes'
  | 'recipients'

interface SaidInPart {
  readonly trouble?: TroubleView
  readonly faults?: ReadonlyMap<string, string>
}

async function part(
  house: House,
  seen: DeskVisit,
  opened: OpenedEdition,
  request: FastifyRequest,
  name: PartName,
  said: SaidInPart = {},
): Promise<Html | undefined> {
  const isSaved = Reflect.get(Object(request.query), 'saved') === '1' && request.method === 'GET'
  const view = await editionView(house, seen, opened, {
    ...(said.trouble === undefined ? {} : { trouble: said.trouble }),
    saved: isSaved,
  })
  const form = { faults: said.faults ?? new Map(), body: said.faults && request.body }
  switch (name) {
    case 'overview':
      return policyOverviewScreen(overviewView(view, seen.staff, opened))
    case 'fields':
      return policyFieldsScreen(fieldsView(view, opened))
    case 'words':
      return policyWordsScreen(wordsView(view, opened))
    case 'head':
      return policyHeadScreen(headView(view, opened, form))
    case 'files':
      return policyFilesScreen(filesView(view, opened, request))
    case 'preview':
      return policyPreviewScreen(previewView(view, opened, request))
    case 'changes':
      return policyChangesScreen(await changesView(house, view, opened))
    case 'purposes': {
      const made = purposeView(view, opened, idOf(request), form)
      return made && policyPurposeScreen(made)
    }
    case 'recipients': {
      const made = recipientView(view, opened, idOf(request), form)
      return made && policyRecipientScreen(made)
    }
  }
}
