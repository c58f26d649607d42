/**
 * The desk: staff sign in, see applications masked, open a field for a purpose, check the ledger.
 *
 * Every page asks who is signed in anew; a POST must come from our own form. An opened value stands
 * on the answer to that POST alone and is kept by nobody: the address shows the card masked again.
 *
 * Law: 94-V art. 10, 11(2), 22(1)(5). Requirements.
 */
import type { House } from '@kelisim/house'
import {
  applicationPath,
  applicationsScreen,
  cardScreen,
  DESK,
  documentPath,
  type Frame,
  ownActionsScreen,
  staffLoginScreen,
  stoppedScreen,
} from '@kelisim/screens'
import { STAFF_SESSION_MS } from '@kelisim/store'
import { CODES, parseId, type Refusal, refusal } from '@kelisim/terms'
import {
  type Card,
  countApplications,
  countOpenIncidents,
  countWaiting,
  listApplications,
  openCard,
  revealField,
  seeStaffActions,
  signInStaff,
  signOut,
  supervises,
  unsignedUndertaking,
} from '@kelisim/work'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  COOKIES,
  dropCookie,
  formToken,
  isOwnForm,
  isStopped,
  setCookie,
  staffMemberOf,
} from './caller.ts'
import {
  applicationRow,
  type Asked,
  cardView,
  deskFrame,
  isFilter,
  stateFilters,
  sum,
} from './desk-views.ts'
import { type DeskRoutes, type DeskVisit, refusedPage, type ShowDesk } from './desk-visit.ts'
import type { Serving } from './http.ts'
import { frameOf, seeOther, sendPage, textOf } from './page.ts'
import { lawPages } from './pages-desk-law.ts'
import { paperPages } from './pages-paper.ts'
import { policyPages } from './pages-desk-policy.ts'
import { policySourcePages } from './pages-desk-policy-source.ts'
import { ledgerPages } from './pages-ledger.ts'
import { backupPages } from './pages-backups.ts'
import { protectionPages } from './pages-protection.ts'
import { internalDocumentPages } from './pages-internal-documents.ts'
import { incidentPages } from './pages-incidents.ts'
import { mailingPages } from './pages-mailings.ts'
import { purposesPages } from './pages-purposes.ts'
import { recipientsPages } from './pages-recipients.ts'
import { registerPages } from './pages-register.ts'
import { requestPages } from './pages-requests.ts'
import { termsPages } from './pages-terms.ts'
import { actionView, folded, tellerOf } from './said.ts'

export function deskPages(app: FastifyInstance, house: House, serving: Serving): void {
  const routes: DeskRoutes = {
    page: (path, show) =>
      app.get(path, async (request, reply) => {
        return await visit(house, request, reply, await frameOf(house, request, reply), show)
      }),
    act: (path, home, show) =>
      app.post(path, async (request, reply) => {
        if (!isOwnForm(house, request)) return await seeOther(reply, home(request))
        const frame = await frameOf(house, request, reply, home(request))
        return await visit(house, request, reply, frame, show)
      }),
  }
  doorPages(app, house)
  routes.page(DESK.applications, async (seen, request, reply) => {
    return await applications(house, seen, request, reply)
  })
  routes.page(`${DESK.applications}/:id`, async (seen, request, reply) => {
    return await card(house, seen, request, reply)
  })
  fieldPages(house, routes)
  paperPages(house, routes)
  routes.page(DESK.actions, async (seen, request, reply) => {
    return await ownActions(house, seen, request, reply)
  })
  policySourcePages(house, routes)
  lawPages(house, routes)
  policyPages(house, routes)
  requestPages(house, routes)
  incidentPages(house, routes)
  mailingPages(house, routes)
  termsPages(house, routes)
  backupPages(house, routes)
  protectionPages(house, routes)
  internalDocumentPages(house, routes)
  recipientsPages(house, routes)
  purposesPages(house, routes)
  registerPages(house, routes)
  ledgerPages(house, routes, serving.trust)
}

function doorPages(app: FastifyInstance, house: House): void {
  app.get('/desk', async (_request, reply) => await seeOther(reply, DESK.applications))
  app.get(DESK.login, async (request, reply) => {
    if ((await staffMemberOf(house, request)) !== undefined)
      return await seeOther(reply, DESK.applications)
    return await login(house, request, reply)
  })
  app.post(DESK.login, async (request, reply) => {
    if (!isOwnForm(house, request)) return await seeOther(reply, DESK.login)
    const [name, password, code] = ['login', 'password', 'code'].map((field) =>
      textOf(request.body, field),
    )
    const answer = await signInStaff(house.means, (name ?? '').trim(), password ?? '', code ?? '')
    if (answer.effect !== 'done')
      return await login(house, request, reply, answer.effect === 'refuse' ? answer : undefined)
    setCookie(house, reply, COOKIES.staff, answer.session, STAFF_SESSION_MS / 1_000)
    return await seeOther(reply, DESK.applications)
  })
  app.post(DESK.signOut, async (request, reply) => {
    const token = request.cookies[COOKIES.staff]
    if (token !== undefined && isOwnForm(house, request)) {
      await signOut(house.means, token)
      dropCookie(reply, COOKIES.staff)
    }
    return await seeOther(reply, DESK.login)
  })
}

async function login(
  house: House,
  request: FastifyRequest,
  reply: FastifyReply,
  refusal?: Refusal,
): Promise<FastifyReply> {
  const { language, path, demo } = await frameOf(house, request, reply, DESK.login)
  const csrf = formToken(house, request, reply)
  const frameOfDoor = { language, path, demo, csrf }
  const fault = refusal?.code === 'too_many_calls' ? 'paused' : 'wrong'
  const view =
    refusal === undefined ? { frame: frameOfDoor } : ({ frame: frameOfDoor, fault } as const)
  const status = refusal === undefined ? 200 : CODES[refusal.code].status
  return await sendPage(reply, staffLoginScreen(view), 'private', status)
}

async function visit(
  house: House,
  request: FastifyRequest,
  reply: FastifyReply,
  frame: Frame,
  show: ShowDesk,
): Promise<FastifyReply> {
  const staff = await staffMemberOf(house, request)
  const csrf = formToken(house, request, reply)
  if (staff === undefined) {
    if (!(await isStopped(house, request))) return await seeOther(reply, DESK.login)
    const { language, path, demo } = frame
    const { officer } = house.means.policy.operator
    const screen = stoppedScreen({ frame: { language, path, demo, csrf }, officer })
    return await sendPage(reply, screen, 'private', 403)
  }
  const unsigned = await unsignedUndertaking(house.means, staff)
  // The register of documents is where it is entered, approved and signed; it holds nobody's data.
  if (unsigned !== undefined && request.routeOptions.url?.startsWith(DESK.documents) !== true) {
    const { document } = unsigned
    return await seeOther(reply, document === undefined ? DESK.documents : documentPath(document))
  }
  const alarms = supervises(house.means.policy, staff.role)
    ? await countOpenIncidents(house.means)
    : 0
  const seen = {
    staff,
    frame: { ...deskFrame(house, frame, staff, csrf), alarms },
    checkpoint: frame.ledger?.size,
  }
  return await show(seen, request, reply)
}

async function applications(
  house: House,
  { staff, frame }: DeskVisit,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const asked = textOf(request.query, 'state')
  const state = isFilter(asked) ? asked : undefined
  const after = cursorOf(textOf(request.query, 'after'))
  const answer = await listApplications(house.means, staff, state, after)
  if (answer.effect !== 'done') return await refusedPage(reply, frame, answer)
  const counts = await countApplications(house.means)
  return await sendPage(
    reply,
    applicationsScreen({
      frame,
      at: house.means.now(),
      all: sum(counts),
      waiting: await countWaiting(house.means),
      filters: stateFilters(counts, state),
      rows: answer.rows.map((row) => applicationRow(house, row)),
      isFirstPage: after === undefined,
      ...(answer.next === undefined ? {} : { next: answer.next }),
    }),
  )
}

/** `1795339200000.0192f0c1-…`: a moment and an id; anything else begins at the newest. */
function cursorOf(text: string): string | undefined {
  const [at = '', id = ''] = text.split('.')
  return /^\d{1,15}$/.test(at) && parseId(id) !== undefined ? text : undefined
}

async function card(
  house: House,
  { staff, frame, checkpoint }: DeskVisit,
  request: FastifyRequest,
  reply: FastifyReply,
  asked?: Asked,
): Promise<FastifyReply> {
  const { id } = paramsOf(request)
  if (parseId(id) === undefined) return await seeOther(reply, DESK.applications)
  const answer = await openCard(house.means, staff, id)
  if (answer.effect !== 'done') return await refusedPage(reply, frame, answer)
  // A field that is not on the card has no place there for its refusal.
  if (asked?.answer.effect === 'refuse' && !isOnCard(answer.card, asked.field)) {
    return await refusedPage(reply, frame, asked.answer)
  }
  const teller = await tellerOf(house, 'staff')
  const status = asked?.answer.effect === 'refuse' ? CODES[asked.answer.code].status : 200
  const view = cardView(teller, frame, checkpoint, answer.card, asked)
  return await sendPage(reply, cardScreen(view), 'private', status)
}

function isOnCard(card: Card, field: string): boolean {
  return card.fields.some((held) => held.field === field)
}

function fieldPages(house: House, { page, act }: DeskRoutes): void {
  const path = `${DESK.applications}/:id/fields/:field`
  page(path, async (seen, request, reply) => {
    const { field } = paramsOf(request)
    const answer = { effect: 'asking', unanswered: false } as const
    return await card(house, seen, request, reply, { field, answer })
  })
  const home = (request: FastifyRequest) => applicationPath(paramsOf(request).id)
  act(path, home, async (seen, request, reply) => {
    const { id, field } = paramsOf(request)
    const purpose = textOf(request.body, 'purpose')
    if (parseId(id) === undefined) return await seeOther(reply, DESK.applications)
    if (purpose === '') {
      const answer = { effect: 'asking', unanswered: true } as const
      return await card(house, seen, request, reply, { field, answer })
    }
    const answer = await revealField(house.means, seen.staff, id, field, purpose)
    if (answer.effect === 'invalid')
      return await refusedPage(reply, seen.frame, refusal('invalid_input'))
    return await card(house, seen, request, reply, { field, answer })
  })
}

async function ownActions(
  house: House,
  { staff, frame }: DeskVisit,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const asked = textOf(request.query, 'before')
  const before = parseId(asked) === undefined ? undefined : asked
  const { rows, all, refused } = await seeStaffActions(house.means, staff, before)
  const teller = await tellerOf(house, 'staff')
  const last = rows.at(-1)
  const isFirstPage = before === undefined
  const isLast = last === undefined || (isFirstPage && rows.length >= all)
  return await sendPage(
    reply,
    ownActionsScreen({
      frame,
      actions: folded(rows.map((row) => actionView(teller, row))),
      all,
      refused,
      isFirstPage,
      ...(isLast ? {} : { older: last.entry.id }),
    }),
  )
}

function paramsOf(request: FastifyRequest): { readonly id: string; readonly field: string } {
  const { id = '', field = '' } = request.params as { id?: string; field?: string }
  return { id, field }
}
