/**
 * A conversation with a server of outgoing mail: one line is said, one reply is heard, all within one deadline.
 *
 * A reply has a code of three digits on each line; a hyphen after it says that more follows (RFC 5321 4.2). Whatever else
 * happens (silence, an end, a certificate nobody vouches for, too much said) is an `Outage`.
 */
import type { Socket } from 'node:net'
import { Outage } from '@kelisim/terms'

export interface Replies {
  /** The code of the reply. */
  readonly say: (line: string) => Promise<number>
  /** Throws an `Outage` for any other code. */
  readonly ask: (line: string, code: number) => Promise<void>
  readonly expect: (code: number) => Promise<void>
}

const REPLY_CHARS_MAX = 16_384
const LAST_LINE = /^(\d{3})(?: [^\r\n]*)?\r?\n$/
const LINES = /[^\n]*\n/g

export function openReplies(socket: Socket, deadlineMs: number): Replies {
  let heard = ''
  let fault: Outage | undefined
  let wake: () => void = () => undefined
  const fail = (why: string) => {
    fault ??= new Outage(`couldn’t hand over to the mail server: ${why}`)
    wake()
  }
  const timer = setTimeout(() => fail('no answer in time'), deadlineMs)
  socket.setEncoding('utf8')
  socket.on('data', (text: string) => {
    heard += text
    if (heard.length > REPLY_CHARS_MAX) fail('too long a reply')
    wake()
  })
  // What the error says is the machine's and may name the host only.
  socket.on('error', () => fail('the connection broke'))
  socket.on('close', () => {
    clearTimeout(timer)
    fail('the connection ended')
  })
  const hear = async (): Promise<number> => {
    for (;;) {
      const code = codeOf(heard)
      if (code !== undefined) {
        heard = ''
        return code
      }
      if (fault !== undefined) throw fault
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  const say = async (line: string): Promise<number> => {
    if (fault !== undefined) throw fault
    socket.write(`${line}\r\n`)
    return await hear()
  }
  return {
    say,
    ask: async (line, code) => check(await say(line), code),
    expect: async (code) => check(await hear(), code),
  }
}

function check(code: number, expected: number): void {
  if (code !== expected) throw new Outage(`the mail server answered with code ${code}`)
}

/** undefined until the reply is whole. */
function codeOf(text: string): number | undefined {
  const last = text.match(LINES)?.at(-1) ?? ''
  if (!text.endsWith(last) || last === '') return undefined
  const code = LAST_LINE.exec(last)?.[1]
  return code === undefined ? undefined : Number(code)
}
