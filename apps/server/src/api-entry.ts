/**
 * Applying: a code to the phone, the code back, the application under its consents, a session.
 *
 * Nothing about the person is kept before the application with its consents is sent.
 *
 * Law: 94-V art. 7, 8(4); DC art. 47. Requirements, L-1. Invariants I8, I12.
 */
import {
  Application,
  ApplicationTaken,
  CodeSent,
  CodeTyped,
  CodeWanted,
  IdempotencyHeaders,
  PhoneConfirmed,
  Session,
  SessionWanted,
  Uuid,
} from '@kelisim/api'
import type { House } from '@kelisim/house'
import { SUBJECT_SESSION_MS } from '@kelisim/store'
import { later, toIso } from '@kelisim/terms'
import {
  confirmCode,
  networkOf,
  sendCode,
  signIn,
  signOut,
  type Submission,
  submitApplication,
} from '@kelisim/work'
import { z } from 'zod'
import { type Api, AS_PERSON, PROBLEMS, TAG } from './api-route.ts'
import { asPerson, tokenOf } from './bearer.ts'
import { keyOf, once } from './once.ts'
import { placed, tell } from './problem.ts'

export function entryApi(api: Api, house: House): void {
  codes(api, house)
  confirmations(api, house)
  applications(api, house)
  sessions(api, house)
  sessionEnd(api, house)
}

function codes(api: Api, house: House): void {
  const schema = {
    operationId: 'sendCode',
    tags: [TAG.entry],
    summary: 'A code goes to a phone; the answer is the same for known and unknown numbers',
    headers: IdempotencyHeaders,
    body: CodeWanted,
    response: { 202: CodeSent, ...PROBLEMS },
  }
  api.post('/v1/phone/codes', { schema }, async (request, reply) => {
    const { phone, language } = request.body
    const answer = await once(house, request, 'phone codes', async () => {
      const from = { network: networkOf(request.ip) }
      const sent = await sendCode(house.means, phone, language, 'phone', from)
      // The phone itself stays out of what is stored for a repeat.
      return sent.effect === 'done' ? { effect: 'done', challenge: sent.challenge } : sent
    })
    return tell({ house, request, reply }, answer, ({ challenge }) => ({ challenge }), 202)
  })
}

function confirmations(api: Api, house: House): void {
  const schema = {
    operationId: 'confirmCode',
    tags: [TAG.entry],
    summary: 'The code comes back; a token says for two hours that the phone is the caller’s',
    params: z.object({ challenge: Uuid }),
    body: CodeTyped,
    response: { 200: PhoneConfirmed, ...PROBLEMS },
  }
  api.post('/v1/phone/codes/:challenge/confirm', { schema }, async (request, reply) => {
    const { phone, code } = request.body
    const answer = await confirmCode(house.means, request.params.challenge, phone, code)
    return tell({ house, request, reply }, answer, ({ token, expiresAt }) => ({
      phone_token: token,
      expires_at: toIso(expiresAt),
    }))
  })
}

function applications(api: Api, house: House): void {
  const schema = {
    operationId: 'submitApplication',
    tags: [TAG.entry],
    summary: 'An application with its consents; 200 when the same one came within the last minute',
    headers: IdempotencyHeaders,
    body: Application,
    response: { 200: ApplicationTaken, 201: ApplicationTaken, ...PROBLEMS },
  }
  api.post('/v1/applications', { schema }, async (request, reply) => {
    const key = keyOf(request)
    const answer = await submitApplication(house.means, submissionOf(request.body), key)
    return tell(
      { house, request, reply },
      placed(answer, (field) => `/values/${field}`),
      (taken) => ({
        application_id: taken.application,
        number: taken.number,
        consents: [...taken.consents],
      }),
      (taken) => (taken.repeated ? 200 : 201),
    )
  })
}

function submissionOf(application: Application): Submission {
  return {
    phoneToken: application.phone_token,
    amountTenge: application.amount,
    termDays: application.term_days,
    values: application.values,
    ticked: application.consents.map((tick) => ({
      control: tick.control,
      textSha256: tick.text_sha256,
    })),
    recipients: application.recipients,
    language: application.language,
    source: 'api',
  }
}

function sessions(api: Api, house: House): void {
  const schema = {
    operationId: 'openSession',
    tags: [TAG.entry],
    summary: 'A session of the person whose phone was confirmed',
    body: SessionWanted,
    response: { 201: Session, ...PROBLEMS },
  }
  api.post('/v1/sessions', { schema }, async (request, reply) => {
    const answer = await signIn(house.means, request.body.phone_token)
    const expires = toIso(later(house.means.now(), SUBJECT_SESSION_MS))
    const bodyOf = ({ session }: { readonly session: string }) => ({
      token: session,
      expires_at: expires,
    })
    return tell({ house, request, reply }, answer, bodyOf, 201)
  })
}

function sessionEnd(api: Api, house: House): void {
  const schema = {
    operationId: 'closeSession',
    tags: [TAG.entry],
    summary: 'Ends the session of the token',
    security: AS_PERSON,
    response: { 204: z.undefined().describe('Ended'), ...PROBLEMS },
  }
  const onRequest = asPerson(house)
  api.delete('/v1/sessions', { schema, onRequest }, async (request, reply) => {
    await signOut(house.means, tokenOf(request) ?? '')
    return await reply.code(204).send()
  })
}
