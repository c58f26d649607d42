/**
 * One visit to the desk: who is signed in, and how its pages are registered and refused.
 *
 * Requirements. Does not decide who may what: the use cases ask the rules.
 */
import { DESK, type DeskFrame, notPermittedScreen } from '@kelisim/screens'
import { CODES, type Refusal } from '@kelisim/terms'
import type { StaffMember } from '@kelisim/work'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { seeOther, sendPage } from './page.ts'

export interface DeskVisit {
  readonly staff: StaffMember
  readonly frame: DeskFrame
  /** Entries under the latest checkpoint. */
  readonly checkpoint: number | undefined
}

export type ShowDesk = (
  visit: DeskVisit,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<FastifyReply>

/** Registers a page of the desk; `home` is where its address can be shown again by GET. */
export interface DeskRoutes {
  readonly page: (path: string, show: ShowDesk) => void
  readonly act: (path: string, home: (request: FastifyRequest) => string, show: ShowDesk) => void
}

/** A whole page that the role, or the state of things, does not open. */
export async function refusedPage(
  reply: FastifyReply,
  frame: DeskFrame,
  answer: Refusal | { readonly effect: 'invalid' },
  recorded = false,
): Promise<FastifyReply> {
  if (answer.effect === 'invalid') return await seeOther(reply, DESK.applications)
  const screen = notPermittedScreen({ frame, refusal: answer, recorded })
  return await sendPage(reply, screen, 'private', CODES[answer.code].status)
}
