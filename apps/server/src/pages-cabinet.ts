/**
 * The cabinet: what is held, who got it, who did what; withdraw, take a copy, have it destroyed.
 *
 * A page that shows values opens exactly those through the door under the person's own right, and that
 * look stands in their own feed; the other pages open none.
 *
 * Law: 94-V art. 24. Requirements.
 */
import type { House } from '@kelisim/house'
import { clauseFor, clauseOfRight } from '@kelisim/policy'
import {
  actionsScreen,
  type AskedAnewView,
  CABINET,
  consentsScreen,
  destroyScreen,
  destroyWord,
  downloadScreen,
  farewellScreen,
  overviewScreen,
  ownMessagesScreen,
  PUBLIC,
  recipientsScreen,
  signedOutScreen,
  withdrawnScreen,
  withdrawScreen,
} from '@kelisim/screens'
import { type Language, refusal, type SubjectId } from '@kelisim/terms'
import {
  askedAnew,
  askNext,
  consentReceipt,
  consentText,
  destroyData,
  grantAnew,
  grantable,
  grantLater,
  seeOwnActions,
  incidentsOf,
  seeOwnData,
  signOut,
  withdrawConsent,
} from '@kelisim/work'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { consequencesOf, horizonOf, recallDates } from './cabinet-consequences.ts'
import { destroyedAt } from './cabinet-terms.ts'
import {
  applicationView,
  consentNumber,
  consentTitle,
  consentView,
  heldFields,
  recipientViews,
} from './cabinet-views.ts'
import { type CabinetRoutes, cabinetRoutes, idOf, refused, type Visit } from './cabinet-visit.ts'
import { COOKIES, dropCookie, isOwnForm, subjectOf } from './caller.ts'
import { ownDataAsJson, ownDataAsPdf } from './download.ts'
import type { Serving } from './http.ts'
import { frameOf, seeOther, sendPage, textOf } from './page.ts'
import { blockPages } from './pages-cabinet-block.ts'
import { dataPages, openedRows } from './pages-cabinet-correct.ts'
import { RECEIPT_FORMS, receiptForms } from './receipt-forms.ts'
import { actionView, folded, tellerOf } from './said.ts'
import { ownMessages } from './cabinet-messages.ts'
import { recipientName } from './titles.ts'

const OVERVIEW_ROWS = 6

export function cabinetPages(app: FastifyInstance, house: House, _serving: Serving): void {
  const routes = cabinetRoutes(app, house)
  const { page, act } = routes
  page(CABINET.overview, async (seen, _request, reply) => await overview(house, seen, reply))
  dataPages(house, routes)
  page(CABINET.recipients, async ({ frame, data }, _request, reply) => {
    return await sendPage(
      reply,
      recipientsScreen({ frame, recipients: recipientViews(house, data) }),
    )
  })
  page(CABINET.messages, async ({ subject, frame }, _request, reply) => {
    const rows = await ownMessages(house, subject)
    return await sendPage(reply, ownMessagesScreen({ frame, rows }))
  })
  page(CABINET.actions, async (seen, request, reply) => await actions(house, seen, request, reply))
  page(CABINET.download, async ({ frame, data }, _request, reply) => {
    const receipts = data.consents.map((consent) => ({
      title: consentTitle(house, consent),
      number: consentNumber(consent),
      href: `${CABINET.consents}/${consent.consent_id}/receipt`,
    }))
    return await sendPage(
      reply,
      downloadScreen({ frame, actions: data.actions, receipts, standard: RECEIPT_FORMS }),
    )
  })
  consentPages(house, routes)
  blockPages(house, routes)
  destroyPages(house, routes)
  downloads(app, house)
  receiptForms(app, house)
  act(`${CABINET.recipients}/:id/send`, async ({ subject, frame }, request, reply) => {
    const answer = await askNext(house.means, subject, idOf(request))
    return answer.effect === 'refuse'
      ? await refused(reply, frame, answer)
      : await seeOther(reply, CABINET.recipients)
  })
  app.post(CABINET.signOut, async (request, reply) => {
    const token = request.cookies[COOKIES.session]
    if (token !== undefined && isOwnForm(house, request)) await signOut(house.means, token)
    dropCookie(reply, COOKIES.session)
    return await sendPage(
      reply,
      signedOutScreen({ frame: await frameOf(house, request, reply, PUBLIC.home) }),
    )
  })
}

async function overview(house: House, seen: Visit, reply: FastifyReply): Promise<FastifyReply> {
  const { data, frame } = seen
  const teller = await tellerOf(house, 'subject')
  const opened = await openedRows(house, seen, heldFields(data).slice(0, OVERVIEW_ROWS))
  if ('effect' in opened) return await refused(reply, frame, opened)
  const end = destroyedAt(house, data)
  const asked = await askedAnew(house.means, seen.subject, frame.language)
  return await sendPage(
    reply,
    overviewScreen({
      frame,
      ...(end === undefined ? {} : { destroyedAt: end }),
      askedAnew: asked.length,
      incidents: await incidentsOf(house.means, seen.subject),
      applications: data.applications.map((application) =>
        applicationView(house, data, application),
      ),
      recipients: recipientViews(house, data),
      data: opened,
      actions: folded(data.feed.map((row) => actionView(teller, row))).slice(0, OVERVIEW_ROWS),
    }),
  )
}

async function actions(
  house: House,
  { subject, data, frame }: Visit,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const teller = await tellerOf(house, 'subject')
  const before = textOf(request.query, 'before')
  const rows = before === '' ? data.feed : await seeOwnActions(house.means, subject, before)
  const last = rows.at(-1)
  return await sendPage(
    reply,
    actionsScreen({
      frame,
      actions: rows.map((row) => actionView(teller, row)),
      all: data.actions,
      refused: data.feed.filter((row) => row.entry.kind === 'refused').length,
      ...(last === undefined || rows.length >= data.actions ? {} : { older: last.entry.id }),
      isFirstPage: before === '',
    }),
  )
}

function consentPages(house: House, { page, act }: CabinetRoutes): void {
  page(CABINET.consents, async ({ subject, data, frame }, _request, reply) => {
    const consents = await Promise.all(
      data.consents.map(async (consent) => {
        const text = await consentText(house.means, consent.text_sha256)
        return consentView(house, data, consent, text?.verbatim ?? '')
      }),
    )
    const asked = await askedViews(house, subject, frame.language)
    const anew = new Set(asked.map(({ text }) => text.control))
    const mayGive = grantable(house.means, data.consents, frame.language, house.means.now()).filter(
      ({ control }) => !anew.has(control),
    )
    const view = { frame, consents: consents.toReversed(), askedAnew: asked, mayGive }
    return await sendPage(reply, consentsScreen(view))
  })
  act(CABINET.give, async ({ subject, frame }, request, reply) => {
    const tick = {
      control: textOf(request.body, 'control'),
      textSha256: textOf(request.body, 'text'),
    }
    // Without the tick nothing is given; a text that changed meanwhile is shown anew.
    if (tick.textSha256 !== '') await grantLater(house.means, subject, tick, frame.language)
    return await seeOther(reply, CABINET.consents)
  })
  act(CABINET.askedAnew, async ({ subject, frame }, request, reply) => {
    const tick = {
      control: textOf(request.body, 'control'),
      textSha256: textOf(request.body, 'text'),
    }
    // A text that changed meanwhile is shown anew on the page the browser is sent to.
    await grantAnew(house.means, subject, tick, frame.language)
    return await seeOther(reply, CABINET.consents)
  })
  page(`${CABINET.consents}/:id/withdraw`, async ({ data, frame }, request, reply) => {
    const consent = data.consents.find((one) => one.consent_id === idOf(request))
    if (consent === undefined) return await seeOther(reply, CABINET.consents)
    const consequences = consequencesOf(house, data, consent)
    return await sendPage(
      reply,
      withdrawScreen({
        frame,
        consent: { id: consent.consent_id, title: consentTitle(house, consent) },
        consequences,
      }),
    )
  })
  act(`${CABINET.consents}/:id/withdraw`, async ({ subject, data, frame }, request, reply) => {
    const consent = data.consents.find((one) => one.consent_id === idOf(request))
    if (consent === undefined || textOf(request.body, 'answer') !== 'withdraw')
      return await seeOther(reply, CABINET.consents)
    const consequences = consequencesOf(house, data, consent)
    const answer = await withdrawConsent(house.means, subject, consent.consent_id)
    if (answer.effect !== 'done') return await seeOther(reply, CABINET.consents)
    return await sendPage(
      reply,
      withdrawnScreen({
        frame,
        consent: { title: consentTitle(house, consent) },
        at: answer.at,
        consequences,
      }),
    )
  })
}

function destroyPages(house: House, { page, act }: CabinetRoutes): void {
  const ask = async (seen: Visit, reply: FastifyReply, wrongWord: boolean) => {
    const view = {
      frame: seen.frame,
      consents: seen.data.consents.length,
      recipients: recallDates(house, seen.data, undefined, 'DL-05'),
      remains: [{ why: 'ledger' as const }, { why: 'act' as const }],
      backupsCleanAt: horizonOf(house),
      wrongWord,
      ...(seen.frame.blockedAt === undefined
        ? seen.data.known.facts.state === 'restricted'
          ? { refused: refusal('under_hold', clauseFor(house.means.policy, 'R-36')) }
          : {}
        : { refused: refusal('subject_blocked', clauseOfRight(house.means.policy, 'block')) }),
    }
    return await sendPage(reply, destroyScreen(view), 'private', wrongWord ? 422 : 200)
  }
  page(CABINET.destroy, async (seen, _request, reply) => await ask(seen, reply, false))
  act(CABINET.destroy, async (seen, request, reply) => {
    if (textOf(request.body, 'answer') !== 'destroy') return await seeOther(reply, CABINET.overview)
    const typed = textOf(request.body, 'word').trim().toLowerCase()
    if (typed !== destroyWord(seen.frame.language).toLowerCase())
      return await ask(seen, reply, true)
    const answer = await destroyData(
      house.means,
      seen.subject,
      { role: 'applicant', id: 'self' },
      'request',
    )
    if (answer.effect === 'refuse') return await refused(reply, seen.frame, answer)
    if (answer.effect === 'invalid') return await seeOther(reply, CABINET.overview)
    dropCookie(reply, COOKIES.session)
    const { act: done, told } = answer
    const recipients = told.map(({ recipient, deadline }) => ({
      name: recipientName(house, recipient),
      due: deadline,
    }))
    const frame = await frameOf(house, request, reply, PUBLIC.home)
    return await sendPage(
      reply,
      farewellScreen({
        frame,
        items: done.fields.length,
        at: done.at,
        act: done.act,
        ...(answer.number === undefined ? {} : { number: answer.number }),
        horizonAt: done.horizonAt,
        recipients,
        isTold: answer.said === 'sent',
      }),
    )
  })
}

/** A copy of everything; each copy taken is an action of its own. */
function downloads(app: FastifyInstance, house: House): void {
  const copy = async (request: FastifyRequest, reply: FastifyReply) => {
    const subject = await subjectOf(house, request)
    const answer = subject && (await seeOwnData(house.means, subject, 'values_exported'))
    if (answer?.effect === 'done') return answer.data
    await seeOther(reply, PUBLIC.login)
    return undefined
  }
  app.get(CABINET.json, async (request, reply) => {
    const data = await copy(request, reply)
    if (data === undefined) return reply
    return await reply
      .header('cache-control', 'no-store')
      .header('content-disposition', 'attachment; filename="kelisim-data.json"')
      .type('application/json')
      .send(ownDataAsJson(house, data))
  })
  app.get(CABINET.pdf, async (request, reply) => {
    const { language } = await frameOf(house, request, reply)
    const data = await copy(request, reply)
    if (data === undefined) return reply
    return await reply
      .header('cache-control', 'no-store')
      .header('content-disposition', 'attachment; filename="kelisim-data.pdf"')
      .type('application/pdf')
      .send(await ownDataAsPdf(house, data, language))
  })
  app.get<{ Params: { id: string } }>(`${CABINET.consents}/:id/receipt`, async (request, reply) => {
    const subject = await subjectOf(house, request)
    if (subject === undefined) return await seeOther(reply, PUBLIC.login)
    const receipt = await consentReceipt(house.means, subject, request.params.id)
    if (receipt === undefined) return await seeOther(reply, CABINET.consents)
    return await reply
      .header('cache-control', 'no-store')
      .header(
        'content-disposition',
        `attachment; filename="kelisim-receipt-${request.params.id.slice(-6)}.json"`,
      )
      .type('application/json')
      .send(`${JSON.stringify(receipt, null, 2)}\n`)
  })
}

/** The texts in force that this person's consents do not cover, in their language. */
async function askedViews(
  house: House,
  subject: SubjectId,
  language: Language,
): Promise<readonly AskedAnewView[]> {
  const asked = await askedAnew(house.means, subject, language)
  return house.means.consentTexts(language).flatMap((text) => {
    const one = asked.find(({ control }) => control === text.control)
    return one === undefined ? [] : [{ text, isNew: one.isNew }]
  })
}
