/**
 * A page that is the same for everybody, ready to be sent: its bytes, packed twice beforehand, and their tags.
 *
 * Sending one reads no database and computes nothing. Each packing has a tag of its own, as RFC 9110 8.8.3
 * asks; whoever has the bytes already is told so with 304. Requirements.
 */
import { hash } from 'node:crypto'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Past this a page is a third smaller for ten times the work. */
const BROTLI_QUALITY = 9
const TAG_CHARS = 32
const NEVER = /(?:^|,)\s*(?:br|gzip)\s*;\s*q=0(?:\.0*)?\s*(?:,|$)/

export const PACKINGS = ['br', 'gzip', 'identity'] as const
export type Packing = (typeof PACKINGS)[number]

export interface Copy {
  readonly type: string
  readonly headers: Readonly<Record<string, string>>
  readonly packed: Readonly<Record<Packing, { readonly bytes: Buffer; readonly tag: string }>>
}

export function copyOf(
  content: string | Buffer,
  type: string,
  headers: Readonly<Record<string, string>>,
): Copy {
  const plain = typeof content === 'string' ? Buffer.from(content, 'utf8') : content
  const print = hash('sha256', plain).slice(0, TAG_CHARS)
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }
  // A PDF is packed already; packing it again would only cost the reader.
  const isText = !type.startsWith('application/pdf')
  const packed = (bytes: Buffer, ending: string) => ({ bytes, tag: `"${print}${ending}"` })
  const identity = packed(plain, '')
  return {
    type,
    headers,
    packed: {
      identity,
      br: isText ? packed(brotliCompressSync(plain, quality), '-br') : identity,
      gzip: isText ? packed(gzipSync(plain), '-gzip') : identity,
    },
  }
}

export async function sendCopy(
  request: FastifyRequest,
  reply: FastifyReply,
  copy: Copy,
): Promise<FastifyReply> {
  const packing = packingOf(request.headers['accept-encoding'])
  const { bytes, tag } = copy.packed[packing]
  void reply.headers(copy.headers).header('etag', tag)
  if (isKnown(request.headers['if-none-match'], tag)) return await reply.code(304).send()
  if (bytes !== copy.packed.identity.bytes) void reply.header('content-encoding', packing)
  return await reply.type(copy.type).send(bytes)
}

export function packingOf(accepted: string | string[] | undefined): Packing {
  if (typeof accepted !== 'string' || NEVER.test(accepted)) return 'identity'
  if (/\bbr\b/.test(accepted)) return 'br'
  return /\bgzip\b/.test(accepted) ? 'gzip' : 'identity'
}

/** RFC 9110 13.1.2: a list of tags compared weakly, or `*`. */
export function isKnown(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false
  if (header === tag || header.trim() === '*') return true
  return header.split(',').some((one) => one.trim().replace(/^W\//, '') === tag)
}
