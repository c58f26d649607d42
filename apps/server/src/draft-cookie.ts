/**
 * The sealed draft in the browser's cookies: cut into pieces, because one cookie holds 4 KB.
 */
import type { House } from '@kelisim/house'
import type { Moment } from '@kelisim/terms'
import { type Draft, newDraft, openDraft, sealDraft } from '@kelisim/work'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { COOKIES, dropCookie, setCookie } from './caller.ts'

const PIECE_CHARACTERS = 3_500
const PIECES_MAX = 3

export interface KeptDraft {
  readonly draft: Draft
  readonly until: Moment
}

export function draftOf(house: House, request: FastifyRequest): KeptDraft | undefined {
  const pieces = names().map((name) => request.cookies[name] ?? '')
  const draft = openDraft(house.means, pieces.join(''))
  return draft && { draft, until: sealDraft(house.means, draft).until }
}

export function newDraftOf(house: House): Draft {
  return newDraft(house.means)
}

/** False when the draft has grown past what cookies hold; the old one stays. */
export function keepDraft(house: House, reply: FastifyReply, draft: Draft): boolean {
  const { token, until } = sealDraft(house.means, draft)
  if (token.length > PIECE_CHARACTERS * PIECES_MAX) return false
  const seconds = Math.max(1, Math.floor((until - house.means.now()) / 1_000))
  for (const [index, name] of names().entries()) {
    const piece = token.slice(index * PIECE_CHARACTERS, (index + 1) * PIECE_CHARACTERS)
    if (piece === '') dropCookie(reply, name)
    else setCookie(house, reply, name, piece, seconds)
  }
  return true
}

export function forgetDraft(reply: FastifyReply): void {
  for (const name of names()) dropCookie(reply, name)
}

function names(): readonly string[] {
  return Array.from({ length: PIECES_MAX }, (_, index) =>
    index === 0 ? COOKIES.draft : `${COOKIES.draft}${index}`,
  )
}
