/**
 * What people see of the simulated lender: its page, its health, and the knob for tests and shows.
 *
 * The page shows everything the lender holds: that is its point. It is served to this machine only,
 * like the control; the people on it are synthetic.
 */
import { readFile } from 'node:fs/promises'
import { isLanguage, type Language } from '@kelisim/terms'
import { ASSETS, render } from '@kelisim/ui'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Behaviour } from './behaviour.ts'
import { refuse } from './door.ts'
import type { Desk } from './lender.ts'
import { CONTROL_BYTES_MAX } from './limits.ts'
import { leadsPage, PAGE_SHEETS } from './page.ts'
import { reportIncident } from './report.ts'

export function peopleRoutes(app: FastifyInstance, desk: Desk): void {
  app.get('/healthz', async () => ({ status: 'ok', lender: desk.config.id }))

  app.get('/', async (request, reply) => {
    if (!isLocal(request)) return refuse(reply, 403, 'not_authenticated', 'Only from this machine')
    const page = leadsPage(desk.config, desk.book.leads(), languageOf(request))
    return reply.type('text/html; charset=utf-8').send(render(page))
  })

  // For programs that compare the two sides' books: ids and counts only.
  app.get('/book.json', async (request, reply) => {
    if (!isLocal(request)) return refuse(reply, 403, 'not_authenticated', 'Only from this machine')
    return desk.book.lines()
  })

  app.get<{ Params: { name: string } }>('/assets/:name', async (request, reply) => {
    const sheet = await sheetNamed(request.params.name)
    if (sheet === undefined) return refuse(reply, 404, 'not_found', 'No such file')
    return reply.type('text/css; charset=utf-8').send(sheet)
  })

  // A page of another origin cannot send application/json here without asking, and is never told yes.
  app.post('/control', { bodyLimit: CONTROL_BYTES_MAX }, async (request, reply) => {
    if (!isLocal(request)) return refuse(reply, 403, 'not_authenticated', 'Only from this machine')
    const changed = Behaviour.safeParse({ ...desk.behaviour, ...changesOf(request.body) })
    if (!changed.success) return refuse(reply, 422, 'invalid_input', 'No such behaviour')
    desk.behaviour = changed.data
    return desk.behaviour
  })

  app.post('/report', { bodyLimit: CONTROL_BYTES_MAX }, async (request, reply) => {
    if (!isLocal(request)) return refuse(reply, 403, 'not_authenticated', 'Only from this machine')
    const told = await reportIncident(desk, changesOf(request.body))
    if (told === undefined) return refuse(reply, 422, 'invalid_input', 'No such report')
    return told
  })
}

async function sheetNamed(name: string): Promise<Buffer | undefined> {
  if (!PAGE_SHEETS.some((sheet) => sheet === name)) return undefined
  try {
    return await readFile(new URL(name, ASSETS))
  } catch {
    // The page can be read without its looks.
    return undefined
  }
}

function isLocal(request: FastifyRequest): boolean {
  return ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.socket.remoteAddress ?? '')
}

/** Kazakh first: from `?lang=`, else from the browser, else Kazakh. */
function languageOf(request: FastifyRequest): Language {
  const asked = new URL(request.url, 'http://lender').searchParams.get('lang')
  if (isLanguage(asked)) return asked
  const accepted = (request.headers['accept-language'] ?? '').split(',')
  return accepted.map((part) => part.trim().slice(0, 2)).find(isLanguage) ?? 'kk'
}

function changesOf(body: unknown): object {
  try {
    const value: unknown = JSON.parse(Buffer.isBuffer(body) ? body.toString('utf8') : '')
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? value : { unknown: true }
  } catch {
    // The strict schema refuses it.
    return { unknown: true }
  }
}
