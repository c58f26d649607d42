/**
 * A witness over HTTP: it cosigns a log's checkpoint only when it continues the one before.
 *
 *   POST /add-checkpoint            C2SP tlog-witness: 200 with cosignatures, or 400, 403, 404, 409, 422
 *   GET /<SHA-256 of origin>/checkpoint   the head cosigned last, with our signatures
 *   GET /keys                       our keys, a line each: Ed25519 and ML-DSA-44
 *   GET /healthz
 *
 * Guarantees: one request of a log after the other; the head is durable before its signature leaves; a
 * second history of any size is refused and said aloud on the error stream (I3). It keeps no data of
 * persons: it sees sizes and hashes.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import {
  type Checkpoint,
  claimedOrigin,
  formatCheckpoint,
  judgeSubmission,
  newCosigner,
  parseSubmission,
  type Signer,
  signNote,
  type WitnessAnswer,
} from '@kelisim/ledger'
import type { Config } from './config.ts'
import { Memory, originHash } from './memory.ts'

/** An add-checkpoint body: 63 hashes and a note of 100 post-quantum signatures would fit. */
const BODY_BYTES_MAX = 400_000
const TEXT = 'text/plain; charset=utf-8'
const TLOG_SIZE = 'text/x.tlog.size'

export interface Witness extends AsyncDisposable {
  readonly url: string
  readonly vkeys: readonly string[]
}

interface Answer {
  readonly status: number
  readonly type: string
  readonly body: string
}

export async function startWitness(
  config: Config,
  now: () => number = () => Math.floor(Date.now() / 1_000),
  warn: (line: string) => void = (line) => process.stderr.write(`${line}\n`),
): Promise<Witness> {
  const memory = await Memory.open(config.state)
  const signers = [
    newCosigner(config.name, memory.seed, now),
    newCosigner(config.name, memory.seed, now, 'subtree/v1'),
  ]
  const vkeys = signers.map(({ vkey }) => vkey)
  const desk = new Desk(config, memory, signers, warn)
  const server = createServer((request, response) => {
    void answerTo(request, desk, vkeys).then(
      ({ status, type, body }) => response.writeHead(status, { 'content-type': type }).end(body),
      () => fail(response),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(config.port, config.host, resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : config.port
  return {
    url: `http://${config.host}:${port}`,
    vkeys,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** Judges one submission after the other, so that checking and storing are one step. */
export class Desk {
  readonly #config: Config
  readonly #memory: Memory
  readonly #signers: readonly Signer[]
  readonly #warn: (line: string) => void
  #last: Promise<unknown> = Promise.resolve()

  constructor(
    config: Config,
    memory: Memory,
    signers: readonly Signer[],
    warn: (line: string) => void,
  ) {
    this.#config = config
    this.#memory = memory
    this.#signers = signers
    this.#warn = warn
  }

  async submit(body: Uint8Array): Promise<Answer> {
    const turn = this.#last.then(async () => await this.#judge(body))
    this.#last = turn.catch(() => undefined)
    return await turn
  }

  async #judge(body: Uint8Array): Promise<Answer> {
    const submission = parseSubmission(body)
    const origin = submission && claimedOrigin(submission)
    if (submission === undefined || origin === undefined) return text(400, 'malformed request\n')
    const logs = this.#config.logs.filter((log) => log.name === origin)
    const answer = judgeSubmission(submission, logs, this.#memory.head(origin), this.#signers)
    this.#sayAloud(answer, origin)
    if (answer.status === 409) return { status: 409, type: TLOG_SIZE, body: `${answer.size}\n` }
    if (answer.status === 200) await this.#memory.keep(answer.head)
    return text(answer.status, answer.body)
  }

  /** A signed checkpoint that does not continue what was signed before is proof of a lie. */
  #sayAloud(answer: WitnessAnswer, origin: string): void {
    const isFork = answer.status === 422 || (answer.status === 409 && answer.isFork)
    if (isFork) this.#warn(`${origin} signed a history that does not continue the one before`)
  }

  /** Signed anew, so that the time says when this was still the newest head. */
  newest(hash: string): string | undefined {
    const log = this.#config.logs.find(({ name }) => originHash(name) === hash)
    const head: Checkpoint | undefined = log && this.#memory.head(log.name)
    return head && signNote(formatCheckpoint(head), this.#signers)
  }
}

async function answerTo(
  request: IncomingMessage,
  desk: Desk,
  vkeys: readonly string[],
): Promise<Answer> {
  const [path = '/'] = (request.url ?? '/').split('?', 1)
  if (request.method === 'POST' && path === '/add-checkpoint') {
    const body = await bodyOf(request)
    return body === undefined ? text(413, 'too large\n') : await desk.submit(body)
  }
  if (request.method !== 'GET') return text(405, 'method not allowed\n')
  if (path === '/healthz') return text(200, 'alive\n')
  if (path === '/keys') return text(200, vkeys.map((vkey) => `${vkey}\n`).join(''))
  const [, hash = ''] = /^\/([0-9a-f]{64})\/checkpoint$/.exec(path) ?? []
  const note = desk.newest(hash)
  return note === undefined ? text(404, 'not found\n') : text(200, note)
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request) {
    size += part.length
    if (size > BODY_BYTES_MAX) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function text(status: number, body: string): Answer {
  return { status, type: TEXT, body }
}

/** The connection is gone, or the disk: nothing was signed that is not stored. */
function fail(response: ServerResponse): void {
  if (!response.headersSent) response.writeHead(500, { 'content-type': TEXT })
  response.end('the witness could not answer\n')
}
