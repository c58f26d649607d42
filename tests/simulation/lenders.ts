/**
 * The lenders of the policy on machines of their own: durable, correct, and behind the world's network.
 *
 * They know the protocol by its schemas and check signatures with the time of their own clock; a stale or foreign
 * message is refused and kept nowhere.
 */
import { NeverSeen, Notice, NoticeReceived, Post, POST_STATUS, type PostAnswer } from '@kelisim/api'
import { verifyWebhook } from '@kelisim/outside'
import type { LenderAccess } from '@kelisim/work'
import type { Loop } from './loop.ts'
import type { Network, Reply, Request } from './network.ts'
import type { Promises } from './promises.ts'

const LEADS = '/leads'
const NOTICES = '/notices'

export class Lenders {
  readonly access: ReadonlyMap<string, LenderAccess>
  readonly allowedHosts: readonly string[]
  readonly #loop: Loop
  readonly #promises: Promises

  constructor(loop: Loop, network: Network, promises: Promises, recipients: readonly string[]) {
    this.#loop = loop
    this.#promises = promises
    this.allowedHosts = recipients.map((id) => `${id}.example`)
    this.access = new Map(
      recipients.map((id, at) => {
        const origin = `https://${id}.example`
        const key = `whsec_${Buffer.alloc(32, at + 1).toString('base64')}`
        const process = loop.spawn(id)
        const book = new Map<string, PostAnswer>()
        network.hosts.set(`${id}.example`, {
          process: () => process,
          answer: async (request) => {
            await Promise.resolve()
            return this.#answer(id, key, book, request)
          },
        })
        const endpoint = {
          leadsUrl: `${origin}${LEADS}`,
          statusUrl: `${origin}${LEADS}`,
          noticesUrl: `${origin}${NOTICES}`,
        }
        return [id, { endpoint, key }]
      }),
    )
  }

  #answer(id: string, key: string, book: Map<string, PostAnswer>, request: Request): Reply {
    const signed = verifyWebhook(request.headers, Buffer.from(request.body), [key])
    if (signed === undefined) return json(401, { title: 'the signature does not hold' })
    if (request.method === 'GET') return statusOf(book, signed)
    if (request.path === NOTICES) {
      Notice.parse(JSON.parse(request.body))
      return json(200, NoticeReceived.parse({ acknowledged_at: now() }))
    }
    const post = Post.parse(JSON.parse(request.body))
    if (post.disclosure_id !== signed) return json(422, { title: 'signed for something else' })
    const known = book.get(signed)
    const answer = known ?? this.#newAnswer()
    book.set(signed, answer)
    if (known === undefined) this.#promises.arrived(id, post.lead_id, signed, answer.status)
    return json(POST_STATUS[answer.status], answer)
  }

  #newAnswer(): PostAnswer {
    const reference = `ref-${Math.floor(this.#loop.chance() * 1e9)}`
    const answers = [
      { status: 'accepted', partner_ref: reference },
      { status: 'refused', reason: 'criteria' },
      { status: 'pending' },
    ] as const
    return this.#loop.pick(answers) ?? { status: 'pending' }
  }
}

function statusOf(book: ReadonlyMap<string, PostAnswer>, id: string): Reply {
  const known = book.get(id)
  if (known !== undefined) return json(200, known)
  const problem = { type: 'about:blank', title: 'Never seen', status: 404, code: 'never_seen' }
  return json(404, NeverSeen.parse({ ...problem, disclosure_id: id }))
}

function now(): string {
  return new Date(Date.now()).toISOString()
}

function json(status: number, body: unknown): Reply {
  return { status, type: 'application/json', body: JSON.stringify(body) }
}
