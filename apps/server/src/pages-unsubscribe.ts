/**
 * The link of a message: GET shows one button, POST ends such messages at once.
 *
 * No login and no token of a form: the link itself is the proof, and a program of mail posts to it without having seen the
 * page (RFC 8058), in whatever form; the body is not read. Whoever guesses a link would have to guess 128 random bits.
 *
 * Law: 94-V art. 8(1), 14. Requirements.
 */
import type { House } from '@kelisim/house'
import { unsubscribePage } from '@kelisim/screens'
import { unsubscribe, whatIsRefused } from '@kelisim/work'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { frameOf, sendPage } from './page.ts'

const PATH = '/u/:token'

export async function unsubscribePages(app: FastifyInstance, house: House): Promise<void> {
  await app.register(async (pages) => {
    // Read to its end and thrown away; the limit on bodies holds.
    pages.removeAllContentTypeParsers()
    pages.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, _body, done) =>
      done(null, {}),
    )
    pages.get(PATH, async (request, reply) => {
      return await show(
        house,
        request,
        reply,
        await whatIsRefused(house.means, tokenOf(request)),
        false,
      )
    })
    pages.post(PATH, async (request, reply) => {
      return await show(
        house,
        request,
        reply,
        await unsubscribe(house.means, tokenOf(request)),
        true,
      )
    })
  })
}

async function show(
  house: House,
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Awaited<ReturnType<typeof unsubscribe>>,
  isDone: boolean,
): Promise<FastifyReply> {
  const frame = await frameOf(house, request, reply)
  const about = answer.effect === 'done' ? aboutOf(house, answer, tokenOf(request)) : undefined
  const page = unsubscribePage({ frame, about, isDone })
  return await sendPage(reply, page, 'private', about === undefined ? 404 : 200)
}

function aboutOf(
  house: House,
  { purpose: id, channel }: { readonly purpose: string; readonly channel: string },
  token: string,
) {
  const purpose = house.means.policy.purposes.find((known) => known.id === id)?.title
  const said = { kk: id, ru: id, en: id }
  const by = channel === 'email' ? ('email' as const) : ('sms' as const)
  return { purpose: purpose ?? said, channel: by, action: `/u/${token}` }
}

function tokenOf(request: FastifyRequest): string {
  return (request.params as { token?: string }).token ?? ''
}
