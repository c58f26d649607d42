/**
 * A lender in a process of its own that outlives every crash, and a witness on the way to it and from it.
 *
 * Towards the lender the witness writes down each post that arrived whole; towards the operator each outcome
 * and confirmation that the operator answered with 2xx. What the lender holds, and how often each lead came,
 * its own book says.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { newSecret } from '@kelisim/outside'
import { pooledRandom } from '@kelisim/vault'
import type { BookLine } from '../../../apps/lender/src/book.ts'
import { type Arrival, arrivalOf, bodyOf, headersOf, type Manner } from '../watched-lender.ts'
import type { ClockFile } from './clock-file.ts'
import { httpCall } from './http-call.ts'

const PROGRAM = fileURLToPath(new URL('../../../apps/lender/src/main.ts', import.meta.url))
const READY_MS_MAX = 60_000
const IDLE_MS = 5
/** As long as a server may be gone, with a slow machine in mind. */
const RETRY_MS = '0,200,400,800,1500,3000,5000,8000,15000,30000'

export interface WitnessedLender extends AsyncDisposable {
  readonly id: string
  /** Of the witness: what the operator calls. */
  readonly url: string
  readonly secret: string
  readonly arrivals: readonly Arrival[]
  /** Event ids of outcomes, and notice ids of confirmations, that the operator acknowledged. */
  readonly outcomes: ReadonlySet<string>
  readonly confirmations: ReadonlySet<string>
  /** Statuses the operator answered with, counted. */
  readonly answers: ReadonlyMap<string, number>
  book(): Promise<readonly BookLine[]>
  /** Resolves when nothing is on its way through the witness. */
  idle(): Promise<void>
}

export interface Setting {
  readonly id: string
  /** From which address of this machine outcomes come. */
  readonly from: string
  readonly operatorUrl: string
  readonly clock: ClockFile
  readonly manner: Manner & { readonly outcomeDelayMs: string; readonly noticeDelayMs: string }
}

class Witness {
  readonly arrivals: Arrival[] = []
  readonly outcomes = new Set<string>()
  readonly confirmations = new Set<string>()
  readonly answers = new Map<string, number>()
  readonly #setting: Setting
  #passing = 0
  lenderUrl = ''

  constructor(setting: Setting) {
    this.#setting = setting
  }

  async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#passing += 1
    try {
      await this.#forward(request, response)
    } finally {
      this.#passing -= 1
    }
  }

  /** Nothing that arrived here is still on its way. */
  async idle(): Promise<void> {
    while (this.#passing > 0) await sleep(IDLE_MS)
  }

  async #forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request)
    const path = request.url ?? ''
    const isBack = path.startsWith('/v1/partner/')
    if (request.method === 'POST' && path === '/leads') this.arrivals.push(arrivalOf(body))
    // Goes on when the caller has died: what arrived here arrives there, once.
    const answer = await httpCall({
      url: `${isBack ? this.#setting.operatorUrl : this.lenderUrl}${path}`,
      method: request.method ?? 'GET',
      headers: { ...headersOf(request), 'content-length': String(body.length) },
      body,
      ...(isBack ? { from: this.#setting.from } : {}),
    })
    if (isBack) this.#hear(path, body, answer?.status)
    if (answer === undefined) return void response.destroy()
    response.writeHead(answer.status, { 'content-type': answer.headers['content-type'] ?? '' })
    response.end(answer.text)
  }

  #hear(path: string, body: Buffer, status: number | undefined): void {
    const kind = path.endsWith('/outcomes') ? 'outcome' : 'confirmation'
    const what = `${kind} ${status ?? 'unanswered'}`
    this.answers.set(what, (this.answers.get(what) ?? 0) + 1)
    if (status === undefined || status < 200 || status >= 300) return
    const told = JSON.parse(body.toString('utf8')) as Record<string, unknown>
    if (kind === 'outcome') this.outcomes.add(String(told['event_id']))
    else this.confirmations.add(String(told['notice_id']))
  }
}

export async function witnessLender(setting: Setting): Promise<WitnessedLender> {
  const witness = new Witness(setting)
  const server = createServer((request, response) => {
    void witness.pass(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const secret = newSecret(pooledRandom()(32))
  const child = spawnLender(setting, url, secret)
  const close = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    }
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  try {
    witness.lenderUrl = await listening(child)
  } catch (error) {
    await close()
    throw error
  }
  const book = async () => {
    const answer = await httpCall({ url: `${witness.lenderUrl}/book.json`, method: 'GET' })
    if (answer?.status !== 200) throw new Error(`no book of ${setting.id}`)
    return JSON.parse(answer.text) as readonly BookLine[]
  }
  const { id } = setting
  const { arrivals, outcomes, confirmations, answers } = witness
  const seen = { arrivals, outcomes, confirmations, answers }
  const idle = async () => await witness.idle()
  return { id, url, secret, ...seen, book, idle, [Symbol.asyncDispose]: close }
}

function spawnLender(setting: Setting, operatorUrl: string, secret: string): ChildProcess {
  const { manner } = setting
  return spawn(process.execPath, [...setting.clock.parameters, PROGRAM], {
    env: {
      PATH: process.env['PATH'] ?? '',
      ...setting.clock.environment,
      LENDER_ID: setting.id,
      LENDER_NAME: setting.id,
      PORT: '0',
      SHARED_SECRET: secret,
      OPERATOR_URL: operatorUrl,
      LENDER_FIELDS: 'last_name,first_name,birth_date,phone,iin,income',
      LATENCY_MS: manner.latencyMs ?? '0-0',
      TIMEOUT_SHARE: manner.timeoutShare ?? '0',
      REFUSAL_SHARE: manner.refusalShare ?? '0',
      OUTCOME_DELAY_MS: manner.outcomeDelayMs,
      NOTICE_DELAY_MS: manner.noticeDelayMs,
      RETRY_MS,
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
}

/** The address in its first line. */
async function listening(child: ChildProcess): Promise<string> {
  let said = ''
  return await new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('a lender does not start')), READY_MS_MAX)
    child.once('exit', () => reject(new Error('a lender ended at its start')))
    child.stdout?.on('data', (text: Buffer) => {
      said += text.toString('utf8')
      const url = /http:\/\/\S+/.exec(said)?.[0]
      if (url === undefined) return
      clearTimeout(late)
      resolve(url)
    })
  })
}
