/**
 * The open half of the API: offers with their cost, consents to show, the policy in short; and, in
 * files of their own, applying and one's own data.
 *
 * Law: 94-V art. 8(4), 25(2)(1-1). Requirements: L-1, L-14, R-10, R-39.
 */
import {
  ConsentForms,
  ConsentsQuery,
  ConsentTextByHash,
  OffersQuery,
  PolicySummary,
  QuotedOffers,
  Sha256,
} from '@kelisim/api'
import type { House } from '@kelisim/house'
import { refusal } from '@kelisim/terms'
import { consentText, offersFor } from '@kelisim/work'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { entryApi } from './api-entry.ts'
import { ownApi } from './api-own.ts'
import { type Api, IMMUTABLE, PROBLEMS, SHORT_LIVED, TAG } from './api-route.ts'
import { consentForm, policySummary, quotedOffer } from './open-words.ts'
import { refuse } from './problem.ts'

export function publicApi(app: FastifyInstance, house: House): void {
  const api = app.withTypeProvider<ZodTypeProvider>()
  offers(api, house)
  consents(api, house)
  consentTexts(api, house)
  policy(api, house)
  entryApi(api, house)
  ownApi(api, house)
}

function offers(api: Api, house: House): void {
  const schema = {
    operationId: 'listOffers',
    tags: [TAG.open],
    summary: 'Offers for an amount and a term, with what they cost',
    querystring: OffersQuery,
    response: { 200: QuotedOffers, ...PROBLEMS },
  }
  api.get('/v1/offers', { schema }, async (request, reply) => {
    const { amount, term_days: days } = request.query
    const found = await offersFor(house.means, amount, days)
    void reply.header('cache-control', SHORT_LIVED)
    return { data: found.flatMap((offer) => quotedOffer(house.means.policy, offer, amount, days)) }
  })
}

function consents(api: Api, house: House): void {
  const schema = {
    operationId: 'listConsents',
    tags: [TAG.open],
    summary: 'Every consent that can be given, with its whole text; show it and send its hash back',
    querystring: ConsentsQuery,
    response: { 200: ConsentForms, ...PROBLEMS },
  }
  api.get('/v1/consents', { schema }, async (request, reply) => {
    const { policy, consentTexts: textsIn } = house.means
    void reply.header('cache-control', SHORT_LIVED)
    const data = textsIn(request.query.language).map(consentForm)
    return { policy_version: policy.version, policy_hash: policy.hash, data }
  })
}

function consentTexts(api: Api, house: House): void {
  const schema = {
    operationId: 'getConsentText',
    tags: [TAG.open],
    summary: 'A text as it was once shown, by its hash',
    params: z.object({ sha256: Sha256 }),
    response: { 200: ConsentTextByHash, ...PROBLEMS },
  }
  api.get('/v1/consents/:sha256', { schema }, async (request, reply) => {
    const text = await consentText(house.means, request.params.sha256)
    if (text === undefined) return refuse({ house, request, reply }, refusal('not_found'))
    void reply.header('cache-control', IMMUTABLE)
    return ConsentTextByHash.parse(text)
  })
}

function policy(api: Api, house: House): void {
  const schema = {
    operationId: 'getPolicy',
    tags: [TAG.open],
    summary:
      'The policy in force: purposes, fields that may be given, recipients, version and hash',
    response: { 200: PolicySummary, ...PROBLEMS },
  }
  api.get('/v1/policy', { schema }, async (_request, reply) => {
    void reply.header('cache-control', SHORT_LIVED)
    return policySummary(house.means.policy)
  })
}
