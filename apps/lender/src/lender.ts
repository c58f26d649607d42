/**
 * A lender as the operator meets it: leads, status, notices over HTTP; outcomes and confirmations back.
 *
 *   POST /leads · GET /leads/<disclosure id> · POST /notices      signed, contract of `@kelisim/api`
 *   GET / · GET /healthz · GET /assets/<name>                     for people
 *   GET /book.json                                                ids and counts, to this machine only
 *   POST /control                                                 behaviour, from this machine only
 *   POST /report                                                  an incident of ours to the operator, likewise
 *
 * Guarantees: an unsigned or wider message is refused; a lead is refused when its consent receipt does
 * not verify; the same disclosure twice is one lead with one answer; after a notice the copy is gone
 * before the answer leaves. It is a simulation: it lends nothing and keeps nothing when it stops.
 */
import Fastify, { type FastifyInstance } from 'fastify'
import { POST_BYTES_MAX } from '@kelisim/api'
import type { Behaviour } from './behaviour.ts'
import { Book } from './book.ts'
import type { Config } from './config.ts'
import { leadRoutes } from './leads.ts'
import { noticeRoutes } from './notices.ts'
import { peopleRoutes } from './people.ts'

/** What the routes share: who we are, how we behave now, what we hold. */
export interface Desk {
  readonly config: Config
  readonly book: Book
  behaviour: Behaviour
  /** The key of the operator's log we keep to. */
  logVkey: string | undefined
  /** Ends with the lender. */
  readonly signal: AbortSignal
  /** Work that goes on after an answer; awaited at the end. */
  readonly later: (work: Promise<void>) => void
}

export interface Lender extends AsyncDisposable {
  readonly url: string
  readonly desk: Desk
  readonly stop: () => Promise<void>
}

export async function startLender(config: Config): Promise<Lender> {
  const end = new AbortController()
  const running = new Set<Promise<void>>()
  const desk: Desk = {
    config,
    book: new Book(),
    behaviour: config.behaviour,
    logVkey: config.logVkey,
    signal: end.signal,
    later: (work) => {
      const tracked = work.finally(() => running.delete(tracked))
      running.add(tracked)
    },
  }
  const app = appOf(desk)
  const url = await app.listen({ host: config.host, port: config.port })
  const stop = async (): Promise<void> => {
    end.abort()
    await app.close()
    await Promise.allSettled(running)
  }
  return { url, desk, stop, [Symbol.asyncDispose]: stop }
}

function appOf(desk: Desk): FastifyInstance {
  const app = Fastify({ bodyLimit: POST_BYTES_MAX, forceCloseConnections: true })
  app.removeAllContentTypeParsers()
  // The signature covers the bytes, so they are kept as they came and parsed by the route.
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body)
  })
  app.addHook('onSend', async (_request, reply) => {
    reply.header('content-security-policy', "default-src 'none'; style-src 'self'")
    reply.header('x-content-type-options', 'nosniff')
    reply.header('cache-control', 'no-store')
  })
  leadRoutes(app, desk)
  noticeRoutes(app, desk)
  peopleRoutes(app, desk)
  return app
}
