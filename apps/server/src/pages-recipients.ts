/**
 * The desk's page of recipients: their state, what they attest, and the acts of the person responsible.
 *
 * Who may is asked by the use case, which also writes a refusal down.
 *
 * Law: 94-V art. 10(1). Requirements.
 */
import { SuspensionWanted } from '@kelisim/api'
import type { House } from '@kelisim/house'
import {
  type AttestationFault,
  attestationPath,
  type AttestationTyped,
  DESK,
  recipientStatePath,
  supervisionScreen,
} from '@kelisim/screens'
import { ATTESTED, endOfDay } from '@kelisim/terms'
import {
  enterAttestation,
  listRecipients,
  type Supervised,
  superviseRecipient,
} from '@kelisim/work'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type DeskRoutes, type DeskVisit, refusedPage } from './desk-visit.ts'
import { seeOther, sendPage, textOf } from './page.ts'
import { recipientName } from './titles.ts'

export function recipientsPages(house: House, { page, act }: DeskRoutes): void {
  const home = () => DESK.recipients
  page(DESK.recipients, async (seen, _request, reply) => await show(house, seen, reply))
  act(recipientStatePath(':id', 'suspend'), home, async (seen, request, reply) => {
    const id = idOf(request)
    const wanted = SuspensionWanted.safeParse({ reason: textOf(request.body, 'reason').trim() })
    if (!wanted.success) return await show(house, seen, reply, { id, unreasoned: true })
    const answer = await superviseRecipient(house.means, seen.staff, id, wanted.data.reason)
    if (answer.effect !== 'done') return await refusedPage(reply, seen.frame, answer, true)
    return await seeOther(reply, DESK.recipients)
  })
  act(recipientStatePath(':id', 'resume'), home, async (seen, request, reply) => {
    const answer = await superviseRecipient(house.means, seen.staff, idOf(request), undefined)
    if (answer.effect !== 'done') return await refusedPage(reply, seen.frame, answer, true)
    return await seeOther(reply, DESK.recipients)
  })
  act(attestationPath(':id'), home, async (seen, request, reply) => {
    const id = idOf(request)
    const typed = typedIn(request.body)
    const answer = await enterAttestation(house.means, seen.staff, id, typed)
    if (answer.effect === 'refuse') return await refusedPage(reply, seen.frame, answer, true)
    if (answer.effect === 'done') return await seeOther(reply, DESK.recipients)
    const fault = PLACES.find((place) => answer.faults[0]?.pointer === `/${place}`) ?? 'document'
    return await show(house, seen, reply, { id, typed, fault })
  })
}

const PLACES: readonly AttestationFault[] = ['document', 'signedOn', 'said', 'words']

function typedIn(body: unknown): AttestationTyped {
  const told = (name: string) => textOf(body, name)
  return {
    document: told('document'),
    signedOn: told('signedOn'),
    said: told('said'),
    words: told('words'),
  }
}

/** What came back with a fault, and of which recipient. */
interface Returned {
  readonly id: string
  readonly unreasoned?: boolean
  readonly typed?: AttestationTyped
  readonly fault?: AttestationFault
}

async function show(
  house: House,
  { staff, frame }: DeskVisit,
  reply: FastifyReply,
  returned?: Returned,
): Promise<FastifyReply> {
  const answer = await listRecipients(house.means, staff)
  if (answer.effect !== 'done') return await refusedPage(reply, frame, answer, true)
  const recipients = answer.recipients.map((one) =>
    supervised(house, one, one.recipient === returned?.id ? returned : undefined),
  )
  const status = returned === undefined ? 200 : 422
  return await sendPage(reply, supervisionScreen({ frame, recipients }), 'private', status)
}

function supervised(house: House, one: Supervised, returned: Returned | undefined) {
  const { recipient: id, stopped, attesting, ...rest } = one
  const { typed, fault } = returned ?? {}
  const known = house.means.policy.recipients.find((other) => other.id === id)
  const agreement = known?.agreement
  return {
    id,
    name: recipientName(house, id),
    ...rest,
    unreasoned: returned?.unreasoned === true,
    attesting: {
      ...attesting,
      papers: attesting.papers.flatMap((paper) => {
        const { document, signed_on: signedOn, words } = paper
        const said = ATTESTED.find((known) => known === paper.said)
        return said === undefined ? [] : [{ document, signedOn, said, words }]
      }),
      ...(typed === undefined ? {} : { typed }),
      ...(fault === undefined ? {} : { fault }),
    },
    ...(stopped === undefined
      ? {}
      : {
          stopped: {
            incident: stopped.incident,
            isKeyRevoked: stopped.kinds.includes('revoke_key'),
            isSuspended: stopped.kinds.includes('suspend_recipient'),
          },
        }),
    ...(agreement === undefined
      ? {}
      : { agreement: { number: agreement.number, until: endOfDay(agreement.validTo) } }),
  }
}

function idOf(request: FastifyRequest): string {
  return (request.params as { id?: string }).id ?? ''
}
