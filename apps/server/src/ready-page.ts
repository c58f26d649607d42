/**
 * A page of the policy that was sent once goes out again whole: its bytes and its head stand ready.
 *
 * The way of a request through cookies, headers, limits and handlers costs more than the page. So the first
 * answer of a place, language and packing leaves a copy of its head here, and the same question is answered
 * before anything else is asked. Guarantee: byte for byte what the long way would send, under the policy in
 * force and no other; whatever is not exactly such a question (a language in the address, two language cookies,
 * a part of a page) takes the long way. Calls are counted as any other.
 *
 * Law: 94-V art. 25(2)(1-1). Requirements. Sets no cookie and reads none but the language.
 */
import type { House } from '@kelisim/house'
import { isLanguage, type Language } from '@kelisim/terms'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { COOKIES, preferredLanguage } from './caller.ts'
import { type Copy, isKnown, type Packing, PACKINGS, packingOf } from './copy.ts'

/** Pages in three languages and packings, for a few policies' worth of clauses; bytes are shared with the copies. */
const PLACES_MAX = 1_000
/** Browsers send a few dozens of different headers. */
const HEADERS_MAX = 200
const LANGUAGE_COOKIE = /(?:^|; ?)language=(kk|ru|en)(?:;|$)/

/** Name and value in turns, as `writeHead` takes them without looking at each. */
type Head = readonly string[]

interface Ready {
  readonly tag: string
  readonly bytes: Buffer
  readonly whole: Head
  readonly known: Head
}

type Place = Map<string, Ready>

export interface ReadyPages {
  /** Leaves what the long way is about to send; `hash` is of the policy that the copy was made under. */
  readonly keep: (request: FastifyRequest, reply: FastifyReply, kept: Kept) => void
}

export interface Kept {
  readonly hash: string
  readonly place: string
  readonly language: Language
  readonly copy: Copy
}

/** To be called before any other hook is set: what is ready needs none of them. */
export function readyPages(app: FastifyInstance, house: House): ReadyPages {
  let hash = ''
  const places = new Map<string, Place>()
  const languages = new Map<string, Language>()
  const packings = new Map<string, Packing>()

  const find = ({ method, url = '', headers }: FastifyRequest['raw']): Ready | undefined => {
    const place = places.get(url)
    if (place === undefined || method !== 'GET') return undefined
    if (house.means.policy.hash !== hash) return undefined
    const wanted = headers['accept-language'] ?? ''
    const language =
      cookieLanguage(headers.cookie) ?? remembered(languages, wanted, preferredLanguage)
    if (language === 'unclear') return undefined
    const accepted = headers['accept-encoding'] ?? ''
    const packing = remembered(packings, String(accepted), packingOf)
    return place.get(`${language} ${packing}`)
  }

  app.addHook('onRequest', (request, reply, done) => {
    // Without a connection there is nothing to save, and who asks so reads the head piece by piece.
    const ready = app.server.listening ? find(request.raw) : undefined
    if (ready === undefined) return done()
    reply.hijack()
    const isHeld = isKnown(request.raw.headers['if-none-match'], ready.tag)
    reply.raw.writeHead(isHeld ? 304 : 200, [...(isHeld ? ready.known : ready.whole)])
    reply.raw.end(isHeld ? undefined : ready.bytes)
  })

  return {
    keep(request, reply, kept) {
      const isFree = request.routeOptions.config.rateLimit === false
      if (!isFree || request.raw.url !== kept.place) return
      if (kept.hash !== house.means.policy.hash) return
      if (hash !== kept.hash || places.size >= PLACES_MAX) places.clear()
      hash = kept.hash
      if (reply.getHeader('set-cookie') !== undefined) return
      const place: Place = places.get(kept.place) ?? new Map<string, Ready>()
      places.set(kept.place, place)
      for (const packing of PACKINGS) {
        place.set(`${kept.language} ${packing}`, readyOf(reply, kept.copy, packing))
      }
    },
  }
}

/** The head that stands so far, and what `sendCopy` adds to it. */
function readyOf(reply: FastifyReply, copy: Copy, packing: Packing): Ready {
  const { bytes, tag } = copy.packed[packing]
  const common = { ...reply.getHeaders(), ...copy.headers, etag: tag }
  const isPacked = bytes !== copy.packed.identity.bytes
  const whole = {
    ...common,
    ...(isPacked ? { 'content-encoding': packing } : {}),
    'content-type': copy.type,
    'content-length': bytes.length,
  }
  return { tag, bytes, whole: headOf(whole), known: headOf(common) }
}

function headOf(headers: ReturnType<FastifyReply['getHeaders']>): Head {
  return Object.entries(headers).flatMap(([name, value]) => {
    const values = Array.isArray(value) ? value : [value]
    return values.flatMap((one) => (one === undefined ? [] : [name, String(one)]))
  })
}

/** Undefined where no cookie names a language; `unclear` where one does in another way than we write it. */
function cookieLanguage(cookie: string | undefined): Language | 'unclear' | undefined {
  const first = cookie?.indexOf(COOKIES.language) ?? -1
  if (cookie === undefined || first < 0) return undefined
  const found = LANGUAGE_COOKIE.exec(cookie)?.[1]
  const isOnly = cookie.indexOf(COOKIES.language, first + 1) < 0
  return isOnly && isLanguage(found) ? found : 'unclear'
}

function remembered<Value>(
  known: Map<string, Value>,
  header: string,
  read: (header: string) => Value,
): Value {
  const before = known.get(header)
  if (before !== undefined) return before
  if (known.size >= HEADERS_MAX) known.clear()
  const value = read(header)
  known.set(header, value)
  return value
}
