/**
 * Who calls the API? A bearer token or nobody: a cookie is never enough here.
 *
 * A browser sends cookies by itself, also for a foreign page; it never sends this header by itself.
 *
 * Law: 94-V art. 10(2), 11(2). Requirements. Source: RFC 6750.
 */
import type { House } from '@kelisim/house'
import { clauseFor } from '@kelisim/policy'
import { holderOf } from '@kelisim/store'
import { refusal, type SubjectId } from '@kelisim/terms'
import { type StaffMember, staffOf, unsignedUndertaking } from '@kelisim/work'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from './problem.ts'

const BEARER = /^Bearer ([\w-]{20,200})$/i

const subjects = new WeakMap<FastifyRequest['raw'], SubjectId>()
const staff = new WeakMap<FastifyRequest['raw'], StaffMember>()

type Hook = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>

/** A hook for routes of a signed-in person; it comes before the body is read. */
export function asPerson(house: House): Hook {
  return async (request, reply) => {
    const holder = await holderIn(house, request)
    if (holder?.kind !== 'subject') return await turnAway(house, request, reply)
    subjects.set(request.raw, holder.id)
    return undefined
  }
}

/** A hook for routes of the staff; who has not signed the undertaking of confidentiality is sent away. */
export function asStaff(house: House): Hook {
  return async (request, reply) => {
    const member = await staffOf(house.means, await holderIn(house, request))
    if (member === undefined) return await turnAway(house, request, reply)
    if ((await unsignedUndertaking(house.means, member)) !== undefined) {
      const clause = clauseFor(house.means.policy, 'R-70')
      return await reply.send(
        refuse({ house, request, reply }, refusal('undertaking_unsigned', clause)),
      )
    }
    staff.set(request.raw, member)
    return undefined
  }
}

export function personOf(request: Pick<FastifyRequest, 'raw'>): SubjectId {
  const subject = subjects.get(request.raw)
  if (subject === undefined) throw new Error('a route of a person without its hook')
  return subject
}

export function memberOf(request: Pick<FastifyRequest, 'raw'>): StaffMember {
  const member = staff.get(request.raw)
  if (member === undefined) throw new Error('a route of the staff without its hook')
  return member
}

export function tokenOf(request: Pick<FastifyRequest, 'headers'>): string | undefined {
  return BEARER.exec(request.headers.authorization ?? '')?.[1]
}

async function holderIn(house: House, request: FastifyRequest) {
  const token = tokenOf(request)
  return token === undefined ? undefined : await holderOf(house.means.store, token)
}

async function turnAway(house: House, request: FastifyRequest, reply: FastifyReply) {
  const problem = refuse({ house, request, reply }, refusal('not_authenticated'))
  return await reply.header('www-authenticate', 'Bearer').send(problem)
}
