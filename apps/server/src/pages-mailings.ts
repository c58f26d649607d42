/**
 * The desk's page of messages: what goes out, a new one, approval and stopping.
 *
 * The use cases ask who may and record; here forms are read and answers shown.
 *
 * Law: 94-V art. 14, 15(2). Requirements.
 */
import type { House } from '@kelisim/house'
import {
  MESSAGE_STATES,
  messages,
  SKIPPED,
  type MailingState,
  type SkippedSaid,
} from '@kelisim/messages'
import { type MessageFault, messagesLeaveAt } from '@kelisim/rules'
import {
  DESK,
  type MailingFault,
  mailingPath,
  mailingsScreen,
  type MailingsView,
  type MailingView,
} from '@kelisim/screens'
import { type Language, LANGUAGES, type Moment } from '@kelisim/terms'
import {
  approveMailing,
  listMailings,
  MAILING_CHARS_MAX,
  type MailingSeen,
  type MailingTexts,
  stopMailing,
  writableClasses,
  writeMailing,
} from '@kelisim/work'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type DeskRoutes, type DeskVisit, refusedPage } from './desk-visit.ts'
import { seeOther, sendPage, textOf } from './page.ts'
import { tellerOf, type Teller } from './said.ts'

export function mailingPages(house: House, { page, act }: DeskRoutes): void {
  const home = () => DESK.mailings
  page(DESK.mailings, async (seen, _request, reply) => await show(house, seen, reply, {}))
  act(DESK.mailings, home, async (seen, request, reply) => await write(house, seen, request, reply))
  act(mailingPath(':id', 'approve'), home, async (seen, request, reply) => {
    const answer = await approveMailing(house.means, seen.staff, idOf(request))
    if (answer.effect === 'refuse') return await refusedPage(reply, seen.frame, answer, true)
    if (answer.effect === 'done') return await seeOther(reply, DESK.mailings)
    // The policy changed since it was written, and the text no longer belongs to its class.
    const faults =
      answer.effect === 'wrong_text' ? faultsOf(seen.frame.language, answer.faults) : []
    return await show(house, seen, reply, { faults })
  })
  act(mailingPath(':id', 'stop'), home, async (seen, request, reply) => {
    const answer = await stopMailing(house.means, seen.staff, idOf(request))
    if (answer.effect === 'refuse') return await refusedPage(reply, seen.frame, answer, true)
    return await seeOther(reply, DESK.mailings)
  })
}

async function write(
  house: House,
  seen: DeskVisit,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { body } = request
  const typed = {
    purpose: textOf(body, 'purpose'),
    channel: textOf(body, 'channel'),
    texts: textsIn(body),
  }
  const { language } = seen.frame
  const { fault } = messages(language).mailings.write
  // Nothing was chosen: a fault of the form, no attempt at what the role may not do.
  if (typed.purpose === '') {
    const faults = [{ at: 'purpose', text: fault.purpose }] as const
    return await show(house, seen, reply, { typed, faults })
  }
  const answer = await writeMailing(house.means, seen.staff, typed)
  if (answer.effect === 'done') return await seeOther(reply, DESK.mailings)
  if (answer.effect === 'refuse') return await refusedPage(reply, seen.frame, answer, true)
  if (answer.effect === 'wrong_text') {
    return await show(house, seen, reply, { typed, faults: faultsOf(language, answer.faults) })
  }
  const faults = answer.faults.map(({ pointer }): MailingFault => {
    const wrong = LANGUAGES.find((one) => pointer === `/texts/${one}`)
    return wrong === undefined
      ? { at: 'channel', text: fault.channel }
      : { at: wrong, text: fault.length }
  })
  return await show(house, seen, reply, { typed, faults })
}

function textsIn(body: unknown): MailingTexts {
  const of = (language: Language) => ({
    subject: textOf(body, `subject-${language}`),
    text: textOf(body, `text-${language}`),
  })
  return { kk: of('kk'), ru: of('ru'), en: of('en') }
}

function faultsOf(language: Language, faults: readonly MessageFault[]): readonly MailingFault[] {
  const { fault } = messages(language).mailings.write
  return faults.map(({ code, language: at, found }) => ({
    at,
    text: code === 'same_text' ? fault.same_text : fault[code](found),
  }))
}

async function show(
  house: House,
  { staff, frame }: DeskVisit,
  reply: FastifyReply,
  rest: Partial<Pick<MailingsView, 'typed' | 'faults'>>,
): Promise<FastifyReply> {
  const { means } = house
  const answer = await listMailings(means, staff)
  if (answer.effect !== 'done') return await refusedPage(reply, frame, answer, true)
  const { limits, calendar, purposes } = means.policy
  const now = means.now()
  const opens = messagesLeaveAt(limits.messages, calendar, now)
  const waitsUntil = opens === now ? undefined : opens
  const teller = await tellerOf(house, 'staff')
  const { from = '', to = '', perWeekMax = 0, workingDaysOnly = true } = limits.messages ?? {}
  const view: MailingsView = {
    frame,
    hours: { from, to, perWeekMax, workingDaysOnly },
    rows: answer.mailings.map((one) => rowOf(teller, one, staff.id, waitsUntil)),
    classes: writableClasses(means, staff.role).flatMap((one) => {
      const title = purposes.find(({ id }) => id === one.purpose)?.title
      return title === undefined ? [] : [{ ...one, title }]
    }),
    charsMax: MAILING_CHARS_MAX,
    faults: [],
    ...rest,
  }
  const status = view.faults.length === 0 ? 200 : 422
  return await sendPage(reply, mailingsScreen(view), 'private', status)
}

function rowOf(
  { house, staffNames }: Teller,
  { mailing, texts, audience, counts }: MailingSeen,
  reader: string,
  waitsUntil: Moment | undefined,
): MailingView {
  const { purpose: id, approved_by: approvedBy, kind } = mailing
  const title = house.means.policy.purposes.find((known) => known.id === id)?.title
  const isWaiting = mailing.state === 'approved' && waitsUntil !== undefined
  return {
    id: mailing.mailing_id,
    purpose: title ?? { kk: id, ru: id, en: id },
    kind: kind === 'own_offers' || kind === 'advertising' ? kind : 'informational',
    channel: mailing.channel === 'email' ? 'email' : 'sms',
    state: isWaiting ? 'waiting' : stateOf(mailing.state),
    texts,
    fingerprint: mailing.text_sha256,
    people: audience ?? mailing.audience ?? 0,
    writtenBy: staffNames.get(mailing.written_by) ?? '–',
    ...(approvedBy === undefined ? {} : { approvedBy: staffNames.get(approvedBy) ?? '–' }),
    ...(isWaiting ? { opensAt: waitsUntil } : {}),
    counts: counts.flatMap(({ state, reason, people }) => {
      const known = MESSAGE_STATES.find((one) => one === state)
      if (known === undefined) return []
      return [
        { state: known, people, ...(reason === undefined ? {} : { skipped: saidOf(reason) }) },
      ]
    }),
    may: mayOf(mailing.state, mailing.written_by === reader),
  }
}

function stateOf(state: string): MailingState {
  return state === 'written' || state === 'done' || state === 'stopped' ? state : 'approved'
}

function saidOf(reason: string): SkippedSaid {
  return SKIPPED.find((one) => one === reason) ?? 'other'
}

function mayOf(state: string, isOwn: boolean): MailingView['may'] {
  if (state === 'approved') return 'stop'
  if (state !== 'written') return 'nothing'
  return isOwn ? 'not_own' : 'approve'
}

function idOf(request: FastifyRequest): string {
  return (request.params as { id?: string }).id ?? ''
}
