/**
 * The cabinet's pages of one's own values: all of them, and the correction of one.
 *
 * Opens exactly what it shows. A correction leads back to the list, whose address names the field and
 * never a value (I11).
 *
 * Law: 94-V art. 24(1)(1), 24(1)(2). Requirements. Deadline: DL-03.
 */
import type { House } from '@kelisim/house'
import { CORRECTION_REFUSALS } from '@kelisim/messages'
import type { Field } from '@kelisim/policy'
import { due, mayHoldCopy } from '@kelisim/rules'
import {
  CABINET,
  correctPath,
  correctScreen,
  type DataRow,
  dataScreen,
  type RequestView,
} from '@kelisim/screens'
import type { Refusal } from '@kelisim/terms'
import {
  correctValue,
  isCorrectable,
  needsProof,
  type OwnRecord,
  openOwnValues,
  ownMarks,
} from '@kelisim/work'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { dataRows, heldFields, inWords, markView } from './cabinet-views.ts'
import { type CabinetRoutes, refused, type Visit } from './cabinet-visit.ts'
import { seeOther, sendPage, textOf } from './page.ts'
import { shownValue } from './shown-value.ts'
import { recipientName } from './titles.ts'

export function dataPages(house: House, { page, act }: CabinetRoutes): void {
  page(CABINET.data, async (seen, request, reply) => {
    const { frame, data } = seen
    const opened = await openOwnValues(house.means, seen.subject, heldFields(data))
    if (opened.effect === 'refuse') return await refused(reply, frame, opened)
    const values = opened.effect === 'done' ? opened.values : {}
    const rows = inWords(house, dataRows(house, data, values), frame.language)
    const marks = await ownMarks(house.means, seen.subject, values)
    const done = correctedOf(house, data, textOf(request.query, 'corrected'))
    return await sendPage(
      reply,
      dataScreen({
        frame,
        rows: rows.map((row) => withLink(house, frame.blockedAt !== undefined, row)),
        officerEmail: frame.officer.email,
        requests: requestViews(house, data),
        marks: marks.map((mark) => markView(house, mark)),
        ...(done === undefined ? {} : { corrected: done }),
      }),
    )
  })
  const path = correctPath(':field')
  page(path, async (seen, request, reply) => await ask(house, seen, request, reply))
  act(path, async (seen, request, reply) => {
    const field = fieldOf(house, seen.data, request)
    if (field === undefined) return await seeOther(reply, CABINET.data)
    const typed = textOf(request.body, field.id)
    const answer = await correctValue(house.means, seen.subject, field.id, typed)
    if (answer.effect === 'refuse') return await refused(reply, seen.frame, answer)
    if (answer.effect === 'invalid') {
      const fault = answer.faults[0]?.code ?? 'invalid'
      return await ask(house, seen, request, reply, { typed, fault })
    }
    return await seeOther(reply, `${CABINET.data}?corrected=${field.id}`)
  })
}

/** Rows with their values in words: opens these fields, and the look is recorded. */
export async function openedRows(
  house: House,
  { subject, data, frame }: Visit,
  fields: readonly string[],
): Promise<readonly DataRow[] | Refusal> {
  const opened = await openOwnValues(house.means, subject, fields)
  if (opened.effect === 'invalid') return []
  if (opened.effect === 'refuse') return opened
  return inWords(house, dataRows(house, data, opened.values), frame.language)
}

async function ask(
  house: House,
  { subject, data, frame }: Visit,
  request: FastifyRequest,
  reply: FastifyReply,
  again?: { readonly typed: string; readonly fault: string },
): Promise<FastifyReply> {
  const field = fieldOf(house, data, request)
  if (field === undefined) return await seeOther(reply, CABINET.data)
  const opened = await openOwnValues(house.means, subject, [field.id])
  if (opened.effect === 'refuse') return await refused(reply, frame, opened)
  const held = opened.effect === 'done' ? (opened.values[field.id] ?? '') : ''
  const now = house.means.now()
  const view = {
    frame,
    field,
    held: shownValue(field, held, frame.language),
    isAsked: data.requests.some((row) => row.state === 'open' && row.field === field.id),
    holders: holdersOf(house, data, field.id),
    ...(needsProof(field) ? { proofBy: due(house.means.policy, 'DL-03', now) } : {}),
    ...again,
  }
  return await sendPage(reply, correctScreen(view), 'private', again === undefined ? 200 : 422)
}

/** A field that is held and that the person may correct. */
function fieldOf(house: House, data: OwnRecord, request: FastifyRequest): Field | undefined {
  const id = (request.params as { field?: string }).field ?? ''
  const field = house.means.policy.fields.find((known) => known.id === id)
  const isOpen = field !== undefined && isCorrectable(field) && heldFields(data).includes(id)
  return isOpen ? field : undefined
}

function withLink(house: House, isBlocked: boolean, row: DataRow): DataRow {
  const field = house.means.policy.fields.find((known) => known.title === row.title)
  if (isBlocked || field === undefined || !isCorrectable(field)) return row
  return { ...row, correctHref: correctPath(field.id) }
}

function holdersOf(house: House, data: OwnRecord, field: string) {
  const now = house.means.now()
  const isLive = (id: string) =>
    data.consents.some(
      (one) => one.consent_id === id && one.withdrawn_at === undefined && one.expires_at > now,
    )
  const held = data.disclosures.filter(
    (row) =>
      row.sent_at !== undefined &&
      mayHoldCopy(row.state) &&
      row.fields.includes(field) &&
      isLive(row.consent_id),
  )
  return [...new Set(held.map((row) => row.recipient))].map((id) => recipientName(house, id))
}

/** The newest request about the field that the address names: done, or due by a day. */
function correctedOf(house: House, data: OwnRecord, id: string) {
  const row = data.requests.find((one) => one.kind === 'correct' && one.field === id)
  const field = house.means.policy.fields.find((known) => known.id === id)
  if (row === undefined || field === undefined || row.state === 'refused') return undefined
  const { title } = field
  return row.state === 'open' ? { title, due: row.deadline_at } : { title }
}

function requestViews(house: House, data: OwnRecord): readonly RequestView[] {
  return data.requests.flatMap((row): RequestView[] => {
    const field = house.means.policy.fields.find((known) => known.id === row.field)
    if (row.kind !== 'correct' || field === undefined) return []
    const ground = CORRECTION_REFUSALS.find((known) => known === row.ground)
    return [
      {
        title: field.title,
        state: stateOf(row.state),
        receivedAt: row.received_at,
        due: row.deadline_at,
        ...(row.decided_at === undefined ? {} : { decidedAt: row.decided_at }),
        ...(ground === undefined ? {} : { refused: ground }),
      },
    ]
  })
}

export function stateOf(state: string): 'open' | 'done' | 'refused' {
  return state === 'open' || state === 'refused' ? state : 'done'
}
