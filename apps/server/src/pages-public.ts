/**
 * Pages anyone may read: offers, one offer, how it works, a consent's text; and signing in. The policy's
 * own pages are in `pages-policy.ts`.
 */
import type { House } from '@kelisim/house'
import { fieldOfType } from '@kelisim/policy'
import { maskValue } from '@kelisim/rules'
import {
  consentTextPage,
  homePage,
  howPage,
  loginCodePage,
  loginPage,
  notFoundPage,
  offerPage,
  PUBLIC,
  refusedPage,
  verifyPage,
} from '@kelisim/screens'
import { SUBJECT_SESSION_MS } from '@kelisim/store'
import { CODES, type Refusal } from '@kelisim/terms'
import {
  confirmCode,
  type Invalid,
  networkOf,
  publishedOffers,
  sendCode,
  signIn,
  type WrongCode,
} from '@kelisim/work'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { COOKIES, formToken, isOwnForm, setCookie } from './caller.ts'
import { draftOf, forgetDraft, keepDraft, newDraftOf } from './draft-cookie.ts'
import type { Serving } from './http.ts'
import { boundsOf, homeView, offerView, readQuery } from './offer-views.ts'
import { frameOf, seeOther, sendPage, textOf } from './page.ts'

export function publicPages(app: FastifyInstance, house: House, _serving: Serving): void {
  app.get('/', async (request, reply) => {
    const frame = await frameOf(house, request, reply)
    const offers = await publishedOffers(house.means)
    const query = readQuery(request.query, boundsOf(offers))
    return await sendPage(reply, homePage(homeView(house, frame, offers, query)), 'public')
  })
  app.get<{ Params: { lender: string } }>('/offers/:lender', async (request, reply) => {
    const frame = await frameOf(house, request, reply)
    const offers = await publishedOffers(house.means)
    const query = readQuery(request.query, boundsOf(offers))
    const view = offerView(house, frame, offers, request.params.lender, query)
    if (view === undefined) return await sendPage(reply, notFoundPage(frame), 'public', 404)
    return await sendPage(reply, offerPage(view), 'public')
  })
  app.get('/how', async (request, reply) => {
    return await sendPage(reply, howPage(await frameOf(house, request, reply)), 'public')
  })
  app.get('/verify', async (request, reply) => {
    return await sendPage(reply, verifyPage(await frameOf(house, request, reply)), 'public')
  })
  app.get<{ Params: { sha256: string } }>('/t/:sha256', async (request, reply) => {
    return await textPage(house, request, reply, request.params.sha256)
  })
  loginPages(app, house)
}

/** A text of the version in force; older ones come from the person's own receipts. */
async function textPage(
  house: House,
  request: FastifyRequest,
  reply: FastifyReply,
  sha256: string,
): Promise<FastifyReply> {
  const frame = await frameOf(house, request, reply)
  const texts = (['kk', 'ru', 'en'] as const).flatMap((language) =>
    house.means.consentTexts(language),
  )
  const text = texts.find((known) => known.sha256 === sha256)
  if (text === undefined) return await sendPage(reply, notFoundPage(frame), 'public', 404)
  const policyVersion = house.means.policy.version
  return await sendPage(reply, consentTextPage({ frame, text, policyVersion }), 'public')
}

function loginPages(app: FastifyInstance, house: House): void {
  app.get('/login', async (request, reply) => await loginForm(house, request, reply, [], ''))
  app.post('/login', async (request, reply) => {
    if (!isOwnForm(house, request)) return await seeOther(reply, PUBLIC.login)
    const frame = await frameOf(house, request, reply)
    const draft = draftOf(house, request)?.draft ?? newDraftOf(house)
    // "Send again" names no phone: it is the one that the code went to.
    const isAgain = textOf(request.body, 'again') !== ''
    const typed = isAgain ? (draft.phone ?? '') : textOf(request.body, 'phone')
    const from = { network: networkOf(request.ip), instead: draft.challenge }
    const sent = await sendCode(house.means, typed, frame.language, 'login', from)
    if (sent.effect !== 'done') return await loginForm(house, request, reply, faultsOf(sent), typed)
    keepDraft(house, reply, { ...draft, phone: sent.phone, challenge: sent.challenge })
    return await seeOther(reply, PUBLIC.loginCode)
  })
  app.get('/login/code', async (request, reply) => await codeForm(house, request, reply, []))
  app.post('/login/code', async (request, reply) => {
    const kept = draftOf(house, request)?.draft
    if (kept?.phone === undefined || kept.challenge === undefined || !isOwnForm(house, request)) {
      return await seeOther(reply, PUBLIC.login)
    }
    const code = textOf(request.body, 'code')
    const confirmed = await confirmCode(house.means, kept.challenge, kept.phone, code)
    if (confirmed.effect !== 'done')
      return await codeForm(house, request, reply, faultsOf(confirmed), triesLeft(confirmed))
    return await enter(house, request, reply, confirmed.token)
  })
}

async function enter(
  house: House,
  request: FastifyRequest,
  reply: FastifyReply,
  phoneToken: string,
): Promise<FastifyReply> {
  const answer = await signIn(house.means, phoneToken)
  if (answer.effect === 'refuse') {
    const frame = await frameOf(house, request, reply, PUBLIC.login)
    const { status } = CODES[answer.code]
    return await sendPage(reply, refusedPage({ frame, refusal: answer }), 'private', status)
  }
  if (answer.effect === 'done') {
    setCookie(house, reply, COOKIES.session, answer.session, SUBJECT_SESSION_MS / 1_000)
  }
  forgetDraft(reply)
  return await seeOther(reply, '/cabinet')
}

async function loginForm(
  house: House,
  request: FastifyRequest,
  reply: FastifyReply,
  faults: readonly { readonly field: string; readonly code: string }[],
  typed: string,
): Promise<FastifyReply> {
  const frame = await frameOf(house, request, reply, PUBLIC.login)
  const csrf = formToken(house, request, reply)
  const status = faults.length === 0 ? 200 : 422
  return await sendPage(reply, loginPage({ frame, csrf, faults, typed }), 'private', status)
}

async function codeForm(
  house: House,
  request: FastifyRequest,
  reply: FastifyReply,
  faults: readonly { readonly field: string; readonly code: string }[],
  left?: number,
): Promise<FastifyReply> {
  const phone = draftOf(house, request)?.draft.phone
  if (phone === undefined) return await seeOther(reply, PUBLIC.login)
  const frame = await frameOf(house, request, reply, PUBLIC.loginCode)
  const view = {
    frame,
    csrf: formToken(house, request, reply),
    faults,
    ...aboutCode(house, phone, left),
  }
  return await sendPage(reply, loginCodePage(view), 'private', faults.length === 0 ? 200 : 422)
}

function maskedPhone(house: House, phone: string): string {
  const field = fieldOfType(house.means.policy, 'phone')
  return field === undefined ? '' : maskValue(field, phone, house.means.now())
}

/** What a page that asks for a code says of it. */
export function aboutCode(house: House, phone: string, left: number | undefined) {
  return {
    maskedPhone: maskedPhone(house, phone),
    minutes: house.means.policy.limits.codeMinutes,
    ...(left === undefined ? {} : { triesLeft: left }),
  }
}

/** Of a wrong code; nothing else has tries. */
export function triesLeft(answer: Refusal | Invalid): number | undefined {
  return isWrongCode(answer) ? answer.triesLeft : undefined
}

function isWrongCode(answer: Refusal | Invalid): answer is WrongCode {
  return 'triesLeft' in answer
}

/** Faults and refusals of a use case as faults of the page's fields: `/phone` → `phone`. */
export function faultsOf(
  answer: Refusal | Invalid,
): readonly { readonly field: string; readonly code: string }[] {
  const faults =
    answer.effect === 'invalid'
      ? answer.faults
      : [{ pointer: answer.where ?? '', code: answer.code }]
  return faults.map(({ pointer, code }) => ({
    field: pointer.split('/').at(-1) ?? '',
    code: code.replace(/^code_/, '').replace('six_digits', 'format'),
  }))
}
