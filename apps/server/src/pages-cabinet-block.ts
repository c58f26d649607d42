/**
 * The cabinet's page of blocking: what would stop and stay, the block as it stands, and its end.
 *
 * GET asks, POST answers and leads back to the page, which then shows the state.
 *
 * Law: 94-V art. 1(3), 24(1)(3). Requirements. Deadlines: DL-04, DL-06.
 */
import type { House } from '@kelisim/house'
import { due, mayHoldCopy } from '@kelisim/rules'
import { blockedScreen, blockScreen, CABINET } from '@kelisim/screens'
import {
  blockData,
  DEMAND_GROUNDS,
  type OwnRecord,
  STOPPED_BY_BLOCK,
  unblockData,
} from '@kelisim/work'
import type { FastifyReply } from 'fastify'
import { copyViews } from './cabinet-views.ts'
import { type CabinetRoutes, refused, type Visit } from './cabinet-visit.ts'
import { seeOther, sendPage, textOf } from './page.ts'
import { recipientName } from './titles.ts'

const SELF = { role: 'applicant', id: 'self' } as const

export function blockPages(house: House, { page, act }: CabinetRoutes): void {
  page(CABINET.block, async (seen, _request, reply) => await show(house, seen, reply))
  act(CABINET.block, async ({ subject, frame }, request, reply) => {
    const said = textOf(request.body, 'answer')
    const named = textOf(request.body, 'ground')
    const ground = DEMAND_GROUNDS.find((known) => known === named)
    if (said !== 'block' && said !== 'unblock') return await seeOther(reply, CABINET.overview)
    const answer =
      said === 'block'
        ? await blockData(house.means, subject, SELF, ground)
        : await unblockData(house.means, subject, SELF)
    if (answer.effect === 'refuse' && answer.code !== 'not_found') {
      return await refused(reply, frame, answer)
    }
    return await seeOther(reply, CABINET.block)
  })
}

async function show(house: House, { data, frame }: Visit, reply: FastifyReply) {
  const open = data.requests.find((row) => row.kind === 'block' && row.state === 'open')
  if (open === undefined) {
    const deadline = due(house.means.policy, 'DL-04', house.means.now())
    const holders = heldBy(data).map((id) => ({ name: recipientName(house, id), due: deadline }))
    const queued = named(house, data, (row) => row.state === 'planned')
    return await sendPage(reply, blockScreen({ frame, queued, holders, due: deadline }))
  }
  const ground = DEMAND_GROUNDS.find((known) => known === open.ground)
  const view = {
    frame,
    since: open.received_at,
    ...(ground === undefined ? {} : { ground }),
    byOfficer: open.by_role !== 'applicant',
    queued: named(house, data, (row) => row.reason === STOPPED_BY_BLOCK),
    copies: copyViews(
      house,
      data.notices.filter((row) => row.planned_at >= open.received_at),
    ),
  }
  return await sendPage(reply, blockedScreen(view))
}

/** Recipients who have, or may have, a copy. */
function heldBy(data: OwnRecord): readonly string[] {
  const held = data.disclosures.filter((row) => row.sent_at !== undefined && mayHoldCopy(row.state))
  return [...new Set(held.map((row) => row.recipient))]
}

function named(
  house: House,
  data: OwnRecord,
  which: (row: OwnRecord['disclosures'][number]) => boolean,
) {
  return data.disclosures.filter(which).map((row) => recipientName(house, row.recipient))
}
