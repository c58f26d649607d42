/**
 * What every page of the server needs: the frame around it, and the way out as HTML.
 */
import type { House } from '@kelisim/house'
import type { Policy } from '@kelisim/policy'
import type { Frame } from '@kelisim/screens'
import { latestCheckpoint } from '@kelisim/store'
import { moment } from '@kelisim/terms'
import { type Html, render } from '@kelisim/ui'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { languageOf } from './caller.ts'

export async function frameOf(
  house: House,
  request: FastifyRequest,
  reply: FastifyReply,
  path?: string,
): Promise<Frame> {
  const { policy, store } = house.means
  const checkpoint = await latestCheckpoint(store.pool)
  return {
    language: languageOf(house, request, reply),
    path: path ?? pathOf(request),
    demo: house.environment.mode === 'demo',
    ...whoSpeaks(policy),
    ...(checkpoint === undefined
      ? {}
      : { ledger: { size: checkpoint.size, at: moment(checkpoint.signedAt) } }),
  }
}

/** Whose site it is, whom to turn to, under which version: the policy's own words on every page. */
export function whoSpeaks(policy: Policy): Pick<Frame, 'operator' | 'officer' | 'policy'> {
  const { brand, name, bin, officer } = policy.operator
  return {
    operator: { brand, name, bin },
    officer,
    policy: { version: policy.version, effectiveFrom: policy.effectiveFrom },
  }
}

/** The address without `lang`: the language links add their own. */
function pathOf(request: FastifyRequest): string {
  const url = new URL(request.url, 'http://localhost')
  url.searchParams.delete('lang')
  return `${url.pathname}${url.search}`
}

/** Pages with a person's data are never kept by browser or proxy. */
export async function sendPage(
  reply: FastifyReply,
  page: Html,
  kept: 'private' | 'public' = 'private',
  status = 200,
): Promise<FastifyReply> {
  return await reply
    .code(status)
    .header('cache-control', kept === 'private' ? 'no-store' : 'no-cache')
    .header('vary', 'cookie, accept-language')
    .type('text/html; charset=utf-8')
    .send(render(page))
}

/** After a POST the browser is sent on, so that reloading repeats nothing. RFC 9110 303. */
export async function seeOther(reply: FastifyReply, path: string): Promise<FastifyReply> {
  return await reply.redirect(path, 303)
}

/** A form field as text: a repeated or absent one is empty. */
export function textOf(body: unknown, name: string): string {
  if (typeof body !== 'object' || body === null) return ''
  const value: unknown = Reflect.get(body, name)
  return typeof value === 'string' ? value : ''
}

/** A form field that may come several times. */
export function textsOf(body: unknown, name: string): readonly string[] {
  if (typeof body !== 'object' || body === null) return []
  const value: unknown = Reflect.get(body, name)
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
