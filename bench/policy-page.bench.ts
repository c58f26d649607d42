/**
 * How many readers a second does the policy page serve from memory?
 *
 * The whole server (headers, cookies, routes) against real PostgreSQL on one thread; the readers on another, on
 * kept connections with several questions under way, like a proxy before it. Baseline, same run, in turns: a
 * plain node server that sends the same bytes with the same headers and does nothing else. `page` is the Kazakh
 * page as a browser asks for it (brotli), `known` the same with its tag (304), `clause` one clause.
 * Goal P2: 5,000 answers a second on two processors. A second is one of the clock, so other processes on the
 * machine count against it; per CPU-second of the server's thread, and of the readers', says what they do not
 * touch: on two processors of their own the slower of the two is the number of answers a second.
 * Run: `node bench/policy-page.bench.ts [--json] [--write]`. Takes half a minute.
 */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { writePolicySection } from './evidence.ts'

const CONNECTIONS = 16
const UNDER_WAY = 8
const ROUNDS = 5
const ROUND_MS = 1_000
const WARM_MS = 1_000

interface Task {
  readonly port: number
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly milliseconds: number
}

/**
 * Answers counted by one connection. The first is read and its length taken; the others have the same head and
 * the same bytes, so only their status is looked at where each begins: a client that reads every head costs more
 * than the server.
 */
function readAnswers(
  { port, path, headers }: Task,
  counted: (status: string) => void,
): { stop(): void } {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const question = Buffer.from(`GET ${path} HTTP/1.1\r\nhost: localhost\r\n${lines.join('')}\r\n`)
  const socket = connect(port, '127.0.0.1', () => {
    socket.write(Buffer.concat(Array.from({ length: UNDER_WAY }, () => question)))
  })
  let length = 0
  let left = 0
  socket.on('data', (bytes) => {
    let begun = 0
    for (let at = 0; at < bytes.length; ) {
      if (left === 0) {
        begun++
        // Heads of one connection are as long as each other; a first one that came in parts is an error below.
        if (length === 0) length = lengthOf(bytes)
        counted(bytes.toString('latin1', at + STATUS_AT, at + STATUS_AT + 3))
        left = length
      }
      const part = Math.min(left, bytes.length - at)
      left -= part
      at += part
    }
    if (begun > 0) socket.write(begun === 1 ? question : Buffer.concat(Array(begun).fill(question)))
  })
  socket.on('error', () => undefined)
  return { stop: () => socket.destroy() }
}

/** `HTTP/1.1 ` comes before the status. */
const STATUS_AT = 9

/** Of a whole answer, head and body. */
function lengthOf(bytes: Buffer): number {
  const end = bytes.indexOf('\r\n\r\n')
  const head = bytes.toString('latin1', 0, end)
  const body = head.startsWith('304', STATUS_AT) ? '0' : /content-length: (\d+)/i.exec(head)?.[1]
  if (end < 0 || body === undefined) throw new Error(`an answer without a length: ${head}`)
  return end + 4 + Number(body)
}

interface Read {
  readonly counts: Readonly<Record<string, number>>
  /** Processor time of the readers' thread. */
  readonly microseconds: number
}

async function readers(task: Task): Promise<Read> {
  const counts: Record<string, number> = {}
  const count = (status: string) => {
    counts[status] = (counts[status] ?? 0) + 1
  }
  const open = Array.from({ length: CONNECTIONS }, () => readAnswers(task, count))
  await new Promise((resolve) => setTimeout(resolve, task.milliseconds))
  for (const connection of open) connection.stop()
  const { user, system } = process.threadCpuUsage()
  return { counts, microseconds: user + system }
}

interface Measured {
  readonly perSecond: number
  readonly perCpuSecond: number
  readonly readersPerCpuSecond: number
}

/** The readers run in a thread; this thread is the server's, so its processor time is the server's. */
async function measure(task: Task, status: string): Promise<Measured> {
  const before = process.threadCpuUsage()
  const began = performance.now()
  const worker = new Worker(new URL(import.meta.url), { workerData: task })
  const [{ counts, microseconds }] = (await once(worker, 'message')) as [Read]
  const seconds = (performance.now() - began) / 1_000
  const { user, system } = process.threadCpuUsage(before)
  await worker.terminate()
  const good = counts[status] ?? 0
  const other = Object.entries(counts).filter(([code]) => code !== status)
  if (other.length > 0) throw new Error(`other answers: ${JSON.stringify(other)}`)
  return {
    perSecond: good / seconds,
    perCpuSecond: (good * 1_000_000) / (user + system),
    readersPerCpuSecond: (good * 1_000_000) / microseconds,
  }
}

/** The same bytes and headers, without any work to find them. */
async function plainServer(port: number, task: Task): Promise<Server> {
  const answer = await fetch(`http://127.0.0.1:${port}${task.path}`, { headers: task.headers })
  await answer.arrayBuffer()
  const raw = await rawBody(port, task)
  const head: Record<string, string> = {}
  for (const [name, value] of answer.headers) {
    if (!/^(?:date|connection|keep-alive|transfer-encoding|content-length)$/.test(name))
      head[name] = value
  }
  if (answer.status !== 304) head['content-length'] = String(raw.length)
  const server = createServer((_request, reply) => {
    reply.writeHead(answer.status, head)
    reply.end(answer.status === 304 ? undefined : raw)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

/** `fetch` unpacks; what goes over the wire is what is measured. */
async function rawBody(port: number, { path, headers }: Task): Promise<Buffer> {
  const { get } = await import('node:http')
  return await new Promise((resolve, reject) => {
    get({ port, host: '127.0.0.1', path, headers }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => resolve(Buffer.concat(parts)))
    }).on('error', reject)
  })
}

async function main(): Promise<void> {
  const { makeApp } = await import('../apps/server/src/http.ts')
  const { Trust } = await import('../apps/server/src/trust.ts')
  const { openWorld } = await import('../tests/world.ts')
  await using world = await openWorld()
  const trust = new Trust()
  const serving = { host: '127.0.0.1', port: 0, outbox: world.outbox, lenders: {}, trust }
  const app = await makeApp(world.house, serving)
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  const packed = { 'accept-encoding': 'gzip, deflate, br', 'accept-language': 'kk' }
  const first = await fetch(`http://127.0.0.1:${port}/policy`, { headers: packed })
  await first.arrayBuffer()
  const tag = first.headers.get('etag') ?? ''
  const asked = [
    { name: 'page', path: '/policy', headers: packed, status: '200' },
    { name: 'known', path: '/policy', headers: { ...packed, 'if-none-match': tag }, status: '304' },
    { name: 'clause', path: '/policy/clauses/4.1-7', headers: packed, status: '200' },
  ]
  const results = []
  for (const { name, path, headers, status } of asked) {
    const task = (at: number, milliseconds = ROUND_MS) => ({
      port: at,
      path,
      headers,
      milliseconds,
    })
    const plain = await plainServer(port, task(port))
    const plainPort = (plain.address() as AddressInfo).port
    await measure(task(port, WARM_MS), status)
    await measure(task(plainPort, WARM_MS), status)
    const ours: Measured[] = []
    const theirs: Measured[] = []
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await measure(task(port), status))
      theirs.push(await measure(task(plainPort), status))
    }
    plain.close()
    plain.closeAllConnections()
    results.push({
      name,
      perSecond: median(ours, 'perSecond'),
      perCpuSecond: median(ours, 'perCpuSecond'),
      readersPerCpuSecond: median(ours, 'readersPerCpuSecond'),
      plainPerSecond: median(theirs, 'perSecond'),
      plainPerCpuSecond: median(theirs, 'perCpuSecond'),
    })
  }
  await app.close()
  tell(results)
  if (!process.argv.includes('--write')) return
  const whole = (value: number) => Math.round(value).toLocaleString('en')
  await writePolicySection(
    'Page',
    'policy-page.bench.ts',
    results.map((one) => [
      `\`${one.name}\`, goal 5,000 answers a second on two processors`,
      `${whole(one.perSecond)} a second (plain node http: ${whole(one.plainPerSecond)}), ` +
        `${whole(one.perCpuSecond)} a processor-second of the server (plain: ${whole(one.plainPerCpuSecond)}), ` +
        `${whole(one.readersPerCpuSecond)} a processor-second of the readers`,
    ]),
  )
}

function median(rounds: readonly Measured[], key: keyof Measured): number {
  const sorted = rounds.map((round) => round[key]).toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

interface Result extends Measured {
  readonly name: string
  readonly plainPerSecond: number
  readonly plainPerCpuSecond: number
}

function tell(results: readonly Result[]): void {
  const rows = results.map((one) => ({ ...one, ratio: one.perCpuSecond / one.plainPerCpuSecond }))
  if (process.argv.includes('--json')) {
    process.stdout.write(`${JSON.stringify(rows)}\n`)
    return
  }
  const round = (value: number) => Math.round(value).toLocaleString('en').padStart(9)
  process.stdout.write(
    'answers a second       ours     plain | a CPU-second  ours     plain   ratio   readers\n',
  )
  for (const one of rows) {
    process.stdout.write(
      `${one.name.padEnd(16)}${round(one.perSecond)} ${round(one.plainPerSecond)} | ${' '.repeat(8)}${round(one.perCpuSecond)} ${round(one.plainPerCpuSecond)}   ${one.ratio.toFixed(2)} ${round(one.readersPerCpuSecond)}\n`,
    )
  }
}

if (isMainThread) await main()
else parentPort?.postMessage(await readers(workerData as Task))
