/**
 * Applying, step by step; works without script, keeps nothing on this side before the last step.
 *
 * Each step reads the draft from the browser, takes what was typed into it, and sends the browser on.
 * A step that cannot be reached yet leads back to the first one that is missing.
 */
import type { House } from '@kelisim/house'
import { messages } from '@kelisim/messages'
import { fieldOfType } from '@kelisim/policy'
import {
  aboutStep,
  amountStep,
  checkStep,
  codeStep,
  consentStep,
  leftPage,
  PUBLIC,
  phoneStep,
  refusedPage,
  type StepFault,
  type StepFrame,
} from '@kelisim/screens'
import { SUBJECT_SESSION_MS } from '@kelisim/store'
import { CODES, type Refusal, refusal } from '@kelisim/terms'
import {
  confirmCode,
  confirmedPhone,
  type Draft,
  publishedOffers,
  networkOf,
  sendCode,
  signIn,
  submitApplication,
  takeIn,
} from '@kelisim/work'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  askedFields,
  checkView,
  consentView,
  readTicks,
  ticksRefused,
  without,
} from './apply-views.ts'
import { COOKIES, formToken, isOwnForm, setCookie, subjectOf } from './caller.ts'
import { draftOf, forgetDraft, keepDraft, newDraftOf } from './draft-cookie.ts'
import type { Serving } from './http.ts'
import { boundsOf, readQuery } from './offer-views.ts'
import { frameOf, seeOther, sendPage, textOf } from './page.ts'
import { optsOut } from './robots.ts'
import { aboutCode, faultsOf, triesLeft } from './pages-public.ts'
import { sentPage } from './sent-page.ts'

export function applyPages(app: FastifyInstance, house: House, _serving: Serving): void {
  amountPages(app, house)
  phonePages(app, house)
  aboutPages(app, house)
  consentPages(app, house)
  checkPages(app, house)
  app.post('/apply/leave', async (request, reply) => {
    forgetDraft(reply)
    return await sendPage(reply, leftPage(await frameOf(house, request, reply, PUBLIC.home)))
  })
  app.get('/apply/sent', async (request, reply) => {
    const subject = await subjectOf(house, request)
    return subject === undefined
      ? await seeOther(reply, PUBLIC.login)
      : await sentPage(house, request, reply, subject)
  })
}

/** The frame of a step: form key, draft's end, faults. */
async function stepOf(
  house: House,
  request: FastifyRequest,
  reply: FastifyReply,
  path: string,
  faults: readonly StepFault[],
): Promise<StepFrame> {
  const kept = draftOf(house, request)
  return {
    frame: await frameOf(house, request, reply, path),
    csrf: formToken(house, request, reply),
    faults,
    ...(kept === undefined ? {} : { draftUntil: kept.until }),
  }
}

function statusOf(faults: readonly StepFault[]): number {
  return faults.length === 0 ? 200 : 422
}

/** The first step that still lacks something; undefined when the draft reaches `step`. */
function missing(
  house: House,
  draft: Draft | undefined,
  step: 'phone' | 'code' | 'about' | 'consents' | 'check',
): string | undefined {
  if (draft?.amountTenge === undefined) return PUBLIC.apply
  if (step === 'phone') return undefined
  if (draft.challenge === undefined) return PUBLIC.phone
  if (step === 'code') return undefined
  if (draft.phoneToken === undefined || confirmedPhone(house.means, draft.phoneToken) === undefined)
    return PUBLIC.phone
  if (step === 'about') return undefined
  if (draft.values === undefined) return PUBLIC.about
  if (step === 'consents') return undefined
  return draft.ticked === undefined ? PUBLIC.consents : undefined
}

function amountPages(app: FastifyInstance, house: House): void {
  const show = async (request: FastifyRequest, reply: FastifyReply, source: unknown) => {
    const bounds = boundsOf(await publishedOffers(house.means))
    const query = readQuery(source, bounds)
    const faults = Object.entries(query.errors).map(([field, code]) => ({ field, code }))
    const step = await stepOf(house, request, reply, PUBLIC.apply, faults)
    return await sendPage(
      reply,
      amountStep({ ...step, typed: query.typed, bounds }),
      'private',
      statusOf(faults),
    )
  }
  app.get('/apply', async (request, reply) => {
    const draft = draftOf(house, request)?.draft
    const kept = { amount: String(draft?.amountTenge ?? ''), days: String(draft?.termDays ?? '') }
    const asked = textOf(request.query, 'amount') !== ''
    return await show(
      request,
      reply,
      asked || draft?.amountTenge === undefined ? request.query : kept,
    )
  })
  app.post('/apply', async (request, reply) => {
    const bounds = boundsOf(await publishedOffers(house.means))
    const { amount, days } = readQuery(request.body, bounds)
    if (amount === undefined || days === undefined || !isOwnForm(house, request)) {
      return await show(request, reply, request.body)
    }
    const draft = draftOf(house, request)?.draft ?? newDraftOf(house)
    keepDraft(house, reply, { ...draft, amountTenge: amount, termDays: days })
    return await seeOther(reply, draft.phoneToken === undefined ? PUBLIC.phone : PUBLIC.about)
  })
}

function phonePages(app: FastifyInstance, house: House): void {
  const showPhone = async (
    request: FastifyRequest,
    reply: FastifyReply,
    typed: string,
    faults: readonly StepFault[],
  ) => {
    const step = await stepOf(house, request, reply, PUBLIC.phone, faults)
    return await sendPage(reply, phoneStep({ ...step, typed }), 'private', statusOf(faults))
  }
  const showCode = async (
    request: FastifyRequest,
    reply: FastifyReply,
    draft: Draft,
    faults: readonly StepFault[],
    triesLeft?: number,
  ) => {
    const step = await stepOf(house, request, reply, PUBLIC.code, faults)
    const view = { ...step, ...aboutCode(house, draft.phone ?? '', triesLeft) }
    return await sendPage(reply, codeStep(view), 'private', statusOf(faults))
  }
  const send = async (
    request: FastifyRequest,
    reply: FastifyReply,
    draft: Draft,
    typed: string,
  ) => {
    const frame = await frameOf(house, request, reply)
    const from = { network: networkOf(request.ip), instead: draft.challenge }
    const sent = await sendCode(house.means, typed, frame.language, 'phone', from)
    if (sent.effect !== 'done') return await showPhone(request, reply, typed, faultsOf(sent))
    const { phoneToken: _old, ...rest } = draft
    keepDraft(house, reply, { ...rest, phone: sent.phone, challenge: sent.challenge })
    return await seeOther(reply, PUBLIC.code)
  }
  app.get('/apply/phone', async (request, reply) => {
    const draft = draftOf(house, request)?.draft
    const elsewhere = missing(house, draft, 'phone')
    if (elsewhere !== undefined) return await seeOther(reply, elsewhere)
    return await showPhone(request, reply, draft?.phone ?? '', [])
  })
  app.post('/apply/phone', async (request, reply) => {
    const draft = draftOf(house, request)?.draft
    const elsewhere = missing(house, draft, 'phone')
    if (draft === undefined || elsewhere !== undefined || !isOwnForm(house, request))
      return await seeOther(reply, elsewhere ?? PUBLIC.phone)
    return await send(request, reply, draft, textOf(request.body, 'phone'))
  })
  app.post('/apply/code/again', async (request, reply) => {
    const draft = draftOf(house, request)?.draft
    if (draft?.phone === undefined || !isOwnForm(house, request))
      return await seeOther(reply, PUBLIC.phone)
    return await send(request, reply, draft, draft.phone)
  })
  app.get('/apply/code', async (request, reply) => {
    const draft = draftOf(house, request)?.draft
    const elsewhere = missing(house, draft, 'code')
    if (draft === undefined || elsewhere !== undefined)
      return await seeOther(reply, elsewhere ?? PUBLIC.apply)
    return await showCode(request, reply, draft, [])
  })
  app.post('/apply/code', async (request, reply) => {
    const draft = draftOf(house, request)?.draft
    if (draft?.challenge === undefined || draft.phone === undefined || !isOwnForm(house, request))
      return await seeOther(reply, PUBLIC.phone)
    const confirmed = await confirmCode(
      house.means,
      draft.challenge,
      draft.phone,
      textOf(request.body, 'code'),
    )
    if (confirmed.effect !== 'done')
      return await showCode(request, reply, draft, faultsOf(confirmed), triesLeft(confirmed))
    keepDraft(house, reply, { ...draft, phoneToken: confirmed.token })
    return await seeOther(reply, PUBLIC.about)
  })
}

function aboutPages(app: FastifyInstance, house: House): void {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    typed: Readonly<Record<string, string>>,
    faults: readonly StepFault[],
  ) => {
    const step = await stepOf(house, request, reply, PUBLIC.about, faults)
    return await sendPage(
      reply,
      aboutStep({ ...step, fields: askedFields(house), typed }),
      'private',
      statusOf(faults),
    )
  }
  app.get('/apply/about', async (request, reply) => {
    const draft = draftOf(house, request)?.draft
    const elsewhere = missing(house, draft, 'about')
    if (elsewhere !== undefined) return await seeOther(reply, elsewhere)
    return await show(request, reply, draft?.values ?? {}, [])
  })
  app.post('/apply/about', async (request, reply) => {
    const draft = draftOf(house, request)?.draft
    const elsewhere = missing(house, draft, 'about')
    if (draft === undefined || elsewhere !== undefined || !isOwnForm(house, request))
      return await seeOther(reply, elsewhere ?? PUBLIC.about)
    const values = typedValues(request.body)
    const phone = confirmedPhone(house.means, draft.phoneToken ?? '') ?? ''
    const intake = takeIn(house.means, {
      ...values,
      [fieldOfType(house.means.policy, 'phone')?.id ?? '']: phone,
    })
    if (intake.effect === 'refuse') {
      // What the law refuses stays nowhere, not even in the draft.
      keepDraft(house, reply, { ...draft, values: without(house, values, intake.where) })
      return await refused(house, request, reply, intake, PUBLIC.about)
    }
    const isKept = keepDraft(house, reply, { ...draft, values })
    if (!isKept)
      return await show(request, reply, values, [
        { field: askedFields(house)[0]?.id ?? '', code: 'length' },
      ])
    if (intake.effect === 'done') return await seeOther(reply, PUBLIC.consents)
    return await show(request, reply, values, faultsOf(intake))
  })
}

/** Every field of the form but its key; what the policy does not ask for is refused by the rules. */
function typedValues(body: unknown): Readonly<Record<string, string>> {
  if (typeof body !== 'object' || body === null) return {}
  const typed = Object.entries(body).filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === 'string' && entry[0] !== 'csrf' && entry[1].trim() !== '',
  )
  return Object.fromEntries(typed)
}

function consentPages(app: FastifyInstance, house: House): void {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    draft: Draft,
    faults: readonly StepFault[],
    body?: unknown,
    refusal?: Refusal,
  ) => {
    const step = await stepOf(house, request, reply, PUBLIC.consents, faults)
    const offered = await consentView(house, step, draft, body)
    // Sec-GPC: who asks not to be followed is not asked for a consent to messages either.
    const texts = offered.texts.filter((text) => text.channel === undefined || !optsOut(request))
    const view = { ...offered, texts }
    return await sendPage(
      reply,
      consentStep(refusal === undefined ? view : { ...view, refusal }),
      'private',
      refusal === undefined ? statusOf(faults) : CODES[refusal.code].status,
    )
  }
  app.get('/apply/consents', async (request, reply) => {
    const draft = draftOf(house, request)?.draft
    const elsewhere = missing(house, draft, 'consents')
    if (draft === undefined || elsewhere !== undefined)
      return await seeOther(reply, elsewhere ?? PUBLIC.apply)
    return await show(request, reply, draft, [])
  })
  app.post('/apply/consents', async (request, reply) => {
    const draft = draftOf(house, request)?.draft
    const elsewhere = missing(house, draft, 'consents')
    if (draft === undefined || elsewhere !== undefined || !isOwnForm(house, request))
      return await seeOther(reply, elsewhere ?? PUBLIC.consents)
    const { language } = await frameOf(house, request, reply)
    const ticks = readTicks(house, language, request.body)
    const refusal = await ticksRefused(house, draft, language, ticks)
    if (refusal !== undefined || ticks.faults.length > 0)
      return await show(request, reply, draft, ticks.faults, request.body, refusal)
    keepDraft(house, reply, { ...draft, ticked: ticks.ticked, recipients: ticks.recipients })
    return await seeOther(reply, PUBLIC.check)
  })
}

function checkPages(app: FastifyInstance, house: House): void {
  app.get('/apply/check', async (request, reply) => {
    const draft = draftOf(house, request)?.draft
    const elsewhere = missing(house, draft, 'check')
    if (draft === undefined || elsewhere !== undefined)
      return await seeOther(reply, elsewhere ?? PUBLIC.apply)
    const step = await stepOf(house, request, reply, PUBLIC.check, [])
    return await sendPage(reply, checkStep(checkView(house, step, draft)))
  })
  app.post('/apply/check', async (request, reply) => {
    const draft = draftOf(house, request)?.draft
    const elsewhere = missing(house, draft, 'check')
    if (draft === undefined || elsewhere !== undefined || !isOwnForm(house, request))
      return await seeOther(reply, elsewhere ?? PUBLIC.check)
    return await submit(house, request, reply, draft)
  })
}

async function submit(
  house: House,
  request: FastifyRequest,
  reply: FastifyReply,
  draft: Draft,
): Promise<FastifyReply> {
  const { language } = await frameOf(house, request, reply)
  const answer = await submitApplication(
    house.means,
    {
      phoneToken: draft.phoneToken ?? '',
      amountTenge: draft.amountTenge ?? 0,
      termDays: draft.termDays ?? 0,
      values: draft.values ?? {},
      ticked: draft.ticked ?? [],
      recipients: draft.recipients ?? [],
      language: languageOfTicks(house, draft) ?? language,
      source: 'site',
    },
    draft.idempotencyKey,
  )
  if (answer.effect !== 'done') return await refused(house, request, reply, asRefusal(answer))
  const session = await signIn(house.means, draft.phoneToken ?? '')
  if (session.effect === 'done')
    setCookie(house, reply, COOKIES.session, session.session, SUBJECT_SESSION_MS / 1_000)
  forgetDraft(reply)
  return await seeOther(reply, PUBLIC.sent)
}

/** The language of the texts that were ticked: a switch of language afterwards changes no consent. */
function languageOfTicks(house: House, draft: Draft) {
  const first = draft.ticked?.[0]
  return (['kk', 'ru', 'en'] as const).find((language) =>
    house.means.consentTexts(language).some((text) => text.sha256 === first?.textSha256),
  )
}

function asRefusal(
  answer: Exclude<Awaited<ReturnType<typeof submitApplication>>, { effect: 'done' }>,
): Refusal {
  if (answer.effect === 'refuse') return answer
  return refusal('invalid_input', '', answer.faults[0]?.pointer)
}

async function refused(
  house: House,
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
  step: string = PUBLIC.check,
): Promise<FastifyReply> {
  const frame = await frameOf(house, request, reply, step)
  const way = { href: step, text: messages(frame.language).common.back }
  const page = refusedPage({ frame, refusal, ...(step === PUBLIC.check ? {} : { way }) })
  return await sendPage(reply, page, 'private', CODES[refusal.code].status)
}
