/**
 * Calls between machines: late, lost, twice, refused, or answered after nobody waits any more.
 */
import type { Loop, Process } from './loop.ts'

export interface Request {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface Reply {
  readonly status: number
  readonly type: string
  readonly body: string
}

/** Who listens at a host; `process` undefined is a stranger's machine that never dies. */
export interface Host {
  readonly process: () => Process | undefined
  readonly answer: (request: Request) => Promise<Reply>
}

export interface Weather {
  /** Shares of messages. */
  lost: number
  twice: number
  slow: number
  /** 5xx and 429 in front of the host. */
  trouble: number
}

const NEAR_MS = [1, 30] as const
/** Longer than any deadline of a caller. */
const SLOW_MS = [2_000, 90_000] as const

export class Network {
  readonly hosts = new Map<string, Host>()
  readonly #loop: Loop
  readonly #weather: Weather

  constructor(loop: Loop, weather: Weather) {
    this.#loop = loop
    this.#weather = weather
  }

  #delay(): number {
    const [from, to] = this.#loop.isHit(this.#weather.slow) ? SLOW_MS : NEAR_MS
    return this.#loop.between(from, to)
  }

  async call(address: string, init: RequestInit): Promise<Response> {
    const url = new URL(address)
    const request: Request = {
      method: init.method ?? 'GET',
      path: url.pathname,
      headers: Object.fromEntries(new Headers(init.headers)),
      body: typeof init.body === 'string' ? init.body : '',
    }
    const caller = this.#loop.current.getStore()
    return await new Promise<Response>((resolve, reject) => {
      init.signal?.addEventListener('abort', () => reject(init.signal?.reason))
      const host = this.hosts.get(url.host)
      const told = (act: () => void) => {
        if (!this.#loop.isHit(this.#weather.lost)) this.#loop.later(this.#delay(), act, caller)
      }
      const refused = () => {
        const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })
        reject(new TypeError('fetch failed', { cause }))
      }
      if (host === undefined || host.process()?.isAlive === false) {
        this.#loop.later(this.#delay(), refused, caller)
        return
      }
      const reset = () => reject(new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } }))
      const arrived = () => {
        if (this.#loop.isHit(this.#weather.trouble)) {
          const status = this.#loop.pick([429, 500, 502, 503]) ?? 500
          told(() => resolve(new Response('busy', { status })))
          return
        }
        const heard = (reply: Reply) => told(() => resolve(responseOf(reply)))
        void this.#arrive(host, request).then(heard, () => told(reset))
      }
      for (let copies = this.#loop.isHit(this.#weather.twice) ? 2 : 1; copies > 0; copies--) {
        if (this.#loop.isHit(this.#weather.lost)) continue
        this.#loop.later(this.#delay(), arrived, undefined)
      }
    })
  }

  async #arrive(host: Host, request: Request): Promise<Reply> {
    const process = host.process()
    if (process?.isAlive === false) throw new Error('nobody listens')
    if (process === undefined) return await host.answer(request)
    return await this.#loop.in(process, async () => await host.answer(request))
  }
}

function responseOf({ status, type, body }: Reply): Response {
  return new Response(body, { status, headers: { 'content-type': type } })
}
