/**
 * Who calls, in which language, and did the form come from our own page?
 *
 * Cookies hold a session token, a language, a form key and the sealed draft; all are HttpOnly and
 * SameSite. A POST from a browser must come from this origin and carry the form key's hash (CSRF).
 */
import type { House } from '@kelisim/house'
import { formerHolderOf, holderOf } from '@kelisim/store'
import { isLanguage, type Language, LANGUAGES, type SubjectId } from '@kelisim/terms'
import { secretHash } from '@kelisim/vault'
import { isContained, type StaffMember, staffOf } from '@kelisim/work'
import type { FastifyReply, FastifyRequest } from 'fastify'

const FORM_KEY_BYTES = 16
const YEAR_SECONDS = 365 * 24 * 3_600

export const COOKIES = {
  session: 'session',
  staff: 'staff',
  language: 'language',
  form: 'form',
  draft: 'draft',
  pending: 'pending',
} as const

export function setCookie(
  house: House,
  reply: FastifyReply,
  name: string,
  value: string,
  maxAgeSeconds: number | undefined,
): void {
  void reply.setCookie(name, value, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: house.means.publicUrl.startsWith('https://'),
    ...(maxAgeSeconds === undefined ? {} : { maxAge: maxAgeSeconds }),
  })
}

export function dropCookie(reply: FastifyReply, name: string): void {
  void reply.clearCookie(name, { path: '/' })
}

/** `?lang=` wins and is remembered, then the cookie, then what the browser asks for; else Kazakh. */
export function languageOf(house: House, request: FastifyRequest, reply: FastifyReply): Language {
  const asked = (request.query as { lang?: unknown }).lang
  if (isLanguage(asked)) {
    setCookie(house, reply, COOKIES.language, asked, YEAR_SECONDS)
    return asked
  }
  const kept = request.cookies[COOKIES.language]
  return isLanguage(kept) ? kept : preferredLanguage(request.headers['accept-language'] ?? '')
}

export function preferredLanguage(header: string): Language {
  const wanted = header
    .split(',')
    .map((part) => {
      const [tag = '', weight = 'q=1'] = part.trim().split(';')
      return { tag: tag.slice(0, 2).toLowerCase(), weight: Number(weight.trim().slice(2)) || 0 }
    })
    .sort((a, b) => b.weight - a.weight)
  return (
    LANGUAGES.find((language) => language === wanted.find((one) => isLanguage(one.tag))?.tag) ??
    'kk'
  )
}

/** The value for a page's forms; makes the browser's form key when it has none. */
export function formToken(house: House, request: FastifyRequest, reply: FastifyReply): string {
  let key = request.cookies[COOKIES.form]
  if (key === undefined) {
    key = Buffer.from(house.means.random(FORM_KEY_BYTES)).toString('base64url')
    setCookie(house, reply, COOKIES.form, key, undefined)
  }
  return hashOf(house, key)
}

/** True when the form was made by a page of ours for this browser. */
export function isOwnForm(house: House, request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  const key = request.cookies[COOKIES.form]
  const sent = (request.body as { csrf?: unknown } | undefined)?.csrf
  return key !== undefined && sent === hashOf(house, key)
}

function hashOf(house: House, key: string): string {
  return Buffer.from(secretHash(house.means.store.keys.keyring, 'form', key)).toString('base64url')
}

export async function subjectOf(
  house: House,
  request: FastifyRequest,
): Promise<SubjectId | undefined> {
  const token = request.cookies[COOKIES.session]
  const holder = token === undefined ? undefined : await holderOf(house.means.store, token)
  return holder?.kind === 'subject' ? holder.id : undefined
}

/** The staff member of a cookie (pages) or a bearer token (API). */
export async function staffMemberOf(
  house: House,
  request: FastifyRequest,
): Promise<StaffMember | undefined> {
  const bearer = /^Bearer ([\w-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1]
  const token = bearer ?? request.cookies[COOKIES.staff]
  return token === undefined
    ? undefined
    : await staffOf(house.means, await holderOf(house.means.store, token))
}

/** True when the cookie was a session of somebody whose account an incident has locked since. */
export async function isStopped(house: House, request: FastifyRequest): Promise<boolean> {
  const token = request.cookies[COOKIES.staff]
  if (token === undefined) return false
  const holder = await formerHolderOf(house.means.store, token)
  return holder?.kind === 'staff' && (await isContained(house.means.store, holder.id))
}
