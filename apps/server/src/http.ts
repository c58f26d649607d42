/**
 * HTTP: every route of the product on one page, security headers, limits, and the way out of trouble.
 *
 * A route parses, calls one use case and translates the answer; nothing here decides and nothing
 * here speaks SQL. Nothing foreign is loaded by any page and no script stands in one (CSP).
 */
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import type { House, LenderAddresses } from '@kelisim/house'
import type { MailOutbox, SmsOutbox } from '@kelisim/outside'
import Fastify, { type FastifyInstance } from 'fastify'
import { serveAssets } from './assets.ts'
import { authzenApi } from './api-authzen.ts'
import { deskApi } from './api-desk.ts'
import { partnerApi } from './api-partner.ts'
import { publicApi } from './api-public.ts'
import { pointOfHouse } from './decision-point.ts'
import { health } from './health.ts'
import { ledgerFiles } from './ledger-files.ts'
import { openApi } from './openapi.ts'
import { applyPages } from './pages-apply.ts'
import { cabinetPages } from './pages-cabinet.ts'
import { demoPages } from './pages-demo.ts'
import { destructionPages } from './pages-destruction.ts'
import { documentPages } from './pages-documents.ts'
import { deskPages } from './pages-desk.ts'
import { policyPages } from './pages-policy.ts'
import { guardCollection } from './pages-protection.ts'
import { publicPages } from './pages-public.ts'
import { unsubscribePages } from './pages-unsubscribe.ts'
import { readyPages } from './ready-page.ts'
import type { Trust } from './trust.ts'
import { robots } from './robots.ts'
import { onBadAddress, onTrouble } from './trouble.ts'
import { withoutLenders } from './without-lenders.ts'

/** Bytes of a request's body; a form of the longest application is a tenth of it. */
const BODY_BYTES_MAX = 64 * 1_024
/** Calls of one address in a minute; codes and logins have their own, lower limits in the use cases. */
const CALLS_PER_MINUTE_MAX = 600
const CALL_MS_MAX = 30_000

export interface Serving {
  readonly host: string
  readonly port: number
  /** Present only in a demo start: the messages that would have been sent. */
  readonly outbox: SmsOutbox | undefined
  readonly letters?: MailOutbox
  readonly lenders: LenderAddresses
  readonly trust: Trust
}

export async function startHttp(house: House, serving: Serving): Promise<FastifyInstance> {
  const app = await makeApp(house, serving)
  await app.listen({ host: serving.host, port: serving.port })
  return app
}

export async function makeApp(house: House, serving: Serving): Promise<FastifyInstance> {
  const app = Fastify({
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: CALL_MS_MAX,
    logger: false,
    // Behind one proxy of the operator's own, which says https and the caller's address.
    // One only: what a caller writes before that address is the caller's own invention.
    trustProxy: (_address, hop) => house.environment.mode === 'production' && hop === 0,
    routerOptions: { ignoreTrailingSlash: true },
    frameworkErrors: onBadAddress(house),
  })
  const ready = readyPages(app, house)
  await app.register(cookie)
  await app.register(formbody, { bodyLimit: BODY_BYTES_MAX })
  await app.register(helmet, headers(house))
  await app.register(rateLimit, { max: CALLS_PER_MINUTE_MAX, timeWindow: 60_000 })
  await openApi(app, house)
  onTrouble(app, house, serving)
  guardCollection(app, house)
  health(app, house)
  serveAssets(app)
  ledgerFiles(app, house, serving)
  publicApi(app, house)
  partnerApi(app, house)
  deskApi(app, house)
  authzenApi(app, pointOfHouse(house))
  withoutLenders(app, house)
  publicPages(app, house, serving)
  policyPages(app, house, ready)
  robots(app, house)
  documentPages(app, house)
  destructionPages(app, house)
  await unsubscribePages(app, house)
  applyPages(app, house, serving)
  cabinetPages(app, house, serving)
  deskPages(app, house, serving)
  if (serving.outbox !== undefined) demoPages(app, house, serving, serving.outbox)
  return app
}

function headers(house: House) {
  const https = house.means.publicUrl.startsWith('https://')
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        baseUri: ["'none'"],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        imgSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
      },
    },
    crossOriginEmbedderPolicy: true,
    referrerPolicy: { policy: 'no-referrer' as const },
    strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: true } : false,
  }
}
