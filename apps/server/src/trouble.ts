/**
 * What does a caller get when something goes wrong on the way?
 *
 * Faults of form and limits are the caller's and are told with places and codes. An outage may pass:
 * 503. An action that the database does not let us write down is refused as that, 503, because nothing
 * happens without its record (I2). Anything else is our defect: 500 with a short mark that finds it in the
 * log. Programs get a problem document, people get a page. No message of an error leaves the process: it
 * may hold a value (I11).
 *
 * Source: RFC 9457. Law: 94-V art. 22(1). Requirement: R-85. Invariants I2, I8.
 */
import { IDEMPOTENCY_KEY, type Problem } from '@kelisim/api'
import type { House } from '@kelisim/house'
import { messages } from '@kelisim/messages'
import { failedPage, type Frame, notFoundPage, refusedPage } from '@kelisim/screens'
import { sqlState } from '@kelisim/store'
import { CODES, type Fault, Outage, type Refusal, refusal } from '@kelisim/terms'
import { type Html, render } from '@kelisim/ui'
import { noteTrouble } from '@kelisim/work'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { faultsOf } from './form-faults.ts'
import type { Serving } from './http.ts'
import { errorName, logger } from './log.ts'
import { whoSpeaks } from './page.ts'
import { type Call, callLanguage, findFault, putProblem, refuse } from './problem.ts'

const MARK_LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const MARK_CHARS = 4
/** Addresses under which only programs call. */
const FOR_PROGRAMS = /^\/(?:v1|access|ledger|openapi\.json|healthz|readyz|metrics)(?:[/?]|$)/
const MALFORMED_JSON = new Set(['FST_ERR_CTP_INVALID_JSON_BODY', 'FST_ERR_CTP_EMPTY_JSON_BODY'])
/**
 * PostgreSQL: connection lost, resources exhausted, shutting down; and what stays of a race after all tries:
 * not serialised, deadlock, a row taken, a row that changed since it was read (statement.ts divides by zero
 * then). Node: nobody listens.
 */
const PASSING = /^(?:08|53|57P|40001|40P01|23505|22012)|^E(?:CONN|PIPE|TIMEDOUT)/
/** What is said, without a code, of a connection that died under a unit: the caller may ask again. */
const DRIVER_GONE =
  /^(?:Connection terminated|Client (?:has encountered a connection error|was closed)|Query read timeout|the transaction was rolled back)/
/** The database lets us read and not write: privileges taken away, or a standby. */
const NOT_RECORDED = new Set(['42501', '25006'])

type Trouble =
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** Refused to the caller, and ours to look after. */
  | { readonly kind: 'unrecorded'; readonly refusal: Refusal }
  | { readonly kind: 'fault'; readonly faults: readonly Fault[]; readonly status: number }
  | { readonly kind: 'outage' }
  | { readonly kind: 'defect' }

export function onTrouble(app: FastifyInstance, house: House, serving: Serving): void {
  app.setNotFoundHandler(async (request, reply) => {
    const call = { house, request, reply }
    if (isProgram(call)) return await reply.send(refuse(call, refusal('not_found')))
    return await sendPage(reply.code(404), notFoundPage(frameOf(call, serving)))
  })
  app.setErrorHandler(async (error, request, reply) => {
    const call = { house, request, reply }
    const trouble = troubleOf(error)
    const mark = isOurs(trouble) ? markOf(call, trouble, error) : ''
    if (isProgram(call)) return await reply.send(problemFor(call, trouble, mark))
    return await sendPage(reply, pageFor(call, serving, trouble, mark))
  })
}

/** An address that is none: refused before any route, and without saying it again (I11). */
export function onBadAddress(house: House) {
  return (_error: Error, request: FastifyRequest, reply: FastifyReply): void => {
    const call = { house, request, reply }
    void reply.send(findFault(call, [{ pointer: '', code: 'malformed_address' }], 400))
  }
}

function troubleOf(error: unknown): Trouble {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const faults = faultsOf(error.validation)
    return faults.some((fault) => fault.pointer === `/${IDEMPOTENCY_KEY}`)
      ? { kind: 'refused', refusal: refusal('idempotency_key_missing') }
      : { kind: 'fault', faults, status: 422 }
  }
  const { code, status } = signsOf(error)
  if (status === 429) return { kind: 'refused', refusal: refusal('too_many_calls') }
  if (status === 413) return fault('body_too_large', status)
  if (status === 415) return fault('media_type', status)
  if (MALFORMED_JSON.has(code) || (error instanceof SyntaxError && status === 400)) {
    return fault('malformed_json', 400)
  }
  if (status >= 400 && status < 500) return fault('malformed_call', status)
  if (NOT_RECORDED.has(sqlState(error) ?? '')) {
    return { kind: 'unrecorded', refusal: refusal('ledger_unavailable') }
  }
  return { kind: error instanceof Outage || isDatabaseGone(error) ? 'outage' : 'defect' }
}

/** The session with the database ended or never began; what was asked for may work later. */
function isDatabaseGone(error: unknown): boolean {
  if (PASSING.test(sqlState(error) ?? '')) return true
  if (!(error instanceof Error)) return false
  const fatal = 'severity' in error && error.severity === 'FATAL'
  return fatal || DRIVER_GONE.test(error.message)
}

function fault(code: string, status: number): Trouble {
  return { kind: 'fault', faults: [{ pointer: '', code }], status }
}

function signsOf(error: unknown): { readonly code: string; readonly status: number } {
  if (typeof error !== 'object' || error === null) return { code: '', status: 0 }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const status = 'statusCode' in error ? Number(error.statusCode) : 0
  return { code, status }
}

function problemFor(call: Call, trouble: Trouble, mark: string): Problem {
  if (trouble.kind === 'refused') return refuse(call, trouble.refusal)
  if (trouble.kind === 'fault') return findFault(call, trouble.faults, trouble.status)
  const instance = `urn:kelisim:mark:${mark}`
  if (trouble.kind === 'unrecorded') return { ...refuse(call, trouble.refusal), instance }
  if (trouble.kind === 'outage') return { ...refuse(call, refusal('outage')), instance }
  const { errors } = messages(callLanguage(call))
  return putProblem(call.reply, {
    type: 'about:blank',
    title: errors.failed,
    status: 500,
    detail: errors.failedNothing,
    instance,
  })
}

function pageFor(call: Call, serving: Serving, trouble: Trouble, mark: string): Html {
  const frame = frameOf(call, serving)
  void call.reply.header('cache-control', 'no-store')
  if (trouble.kind === 'refused' || trouble.kind === 'unrecorded') {
    void call.reply.code(CODES[trouble.refusal.code].status)
    return refusedPage({ frame, refusal: trouble.refusal })
  }
  if (trouble.kind === 'fault') {
    void call.reply.code(trouble.status)
    return refusedPage({ frame, refusal: refusal('invalid_input') })
  }
  void call.reply.code(trouble.kind === 'outage' ? 503 : 500)
  return failedPage({ frame, mark, kept: false, retryHref: frame.path })
}

function isOurs(trouble: Trouble): boolean {
  return trouble.kind === 'outage' || trouble.kind === 'defect' || trouble.kind === 'unrecorded'
}

/** Written to the log together with what is safe to know; the caller quotes it. */
function markOf({ house, request }: Call, trouble: Trouble, error: unknown): string {
  noteTrouble(house.means, error)
  const bytes = house.means.random(MARK_CHARS)
  const mark = Array.from(bytes, (byte) => MARK_LETTERS[byte % MARK_LETTERS.length]).join('')
  const route = request.routeOptions.url ?? 'unknown'
  logger.error(
    {
      part: 'http',
      call: mark,
      method: request.method,
      route,
      state: trouble.kind,
      error: errorName(error),
    },
    'a call failed',
  )
  return mark
}

function isProgram({ request }: Call): boolean {
  if (FOR_PROGRAMS.test(request.url)) return true
  const accept = request.headers.accept ?? ''
  return /application\/(?:problem\+)?json/.test(accept) && !accept.includes('text/html')
}

/** Without the ledger's size: nothing on a page of trouble may need the database. */
function frameOf(call: Call, serving: Serving): Frame {
  return {
    language: callLanguage(call),
    path: pathOf(call),
    demo: serving.outbox !== undefined,
    ...whoSpeaks(call.house.means.policy),
  }
}

/** What GET can show again: a place that exists, without its query. */
function pathOf({ request }: Call): string {
  const exists = request.method === 'GET' && request.routeOptions.url !== undefined
  const path = request.url.split('?')[0] ?? '/'
  return exists && /^\/(?![/\\])/.test(path) ? path : '/'
}

async function sendPage(reply: FastifyReply, page: Html): Promise<FastifyReply> {
  return await reply.type('text/html; charset=utf-8').send(render(page))
}
