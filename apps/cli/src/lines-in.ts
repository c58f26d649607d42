/**
 * The lines of a stream of bytes, one after the other, however long the stream is.
 *
 * Only one line is held at a time, and no more of it than the limit: a longer one comes as a fault and the
 * rest of it is passed over. A line is UTF-8 or a fault; a mangled name must not be read as another name.
 */
export type LineIn =
  | { readonly number: number; readonly text: string }
  | { readonly number: number; readonly fault: 'too_long' | 'not_utf8' }

const NEWLINE = 0x0a

export async function* linesIn(
  stream: AsyncIterable<Uint8Array>,
  bytesMax: number,
): AsyncGenerator<LineIn> {
  let parts: Uint8Array[] = []
  let held = 0
  let number = 0
  const take = (part: Uint8Array) => {
    held += part.length
    if (held <= bytesMax) parts.push(part)
    else parts = []
  }
  const line = (): LineIn => {
    number += 1
    const made = held > bytesMax ? { number, fault: 'too_long' as const } : decoded(number, parts)
    parts = []
    held = 0
    return made
  }
  for await (const chunk of stream) {
    let from = 0
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      take(chunk.subarray(from, end))
      yield line()
      from = end + 1
    }
    if (from < chunk.length) take(chunk.subarray(from))
  }
  if (held > 0) yield line()
}

function decoded(number: number, parts: readonly Uint8Array[]): LineIn {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts))
    return { number, text: text.endsWith('\r') ? text.slice(0, -1) : text }
  } catch {
    // The decoder says "not UTF-8" by throwing.
    return { number, fault: 'not_utf8' }
  }
}
