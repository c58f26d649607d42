/** A server on the loopback for one test: real sockets, port given by the system, closed by `await using`. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSocketServer, type Server, type Socket } from 'node:net'

export interface Listening extends AsyncDisposable {
  readonly url: string
  readonly host: string
  /** How many connections were made. */
  readonly connections: () => number
}

export interface Heard {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/** Answers each whole HTTP message by `answer`. */
export function listen(
  answer: (heard: Heard, response: ServerResponse) => void | Promise<void>,
): Promise<Listening> {
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) =>
      answer(
        { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body },
        response,
      ),
    )
  })
  return started(server)
}

/** Gives each socket to `meet`, for faults below HTTP. */
export function listenRaw(meet: (socket: Socket) => void): Promise<Listening> {
  return started(
    createSocketServer((socket) => {
      socket.on('error', () => socket.destroy())
      meet(socket)
    }),
  )
}

async function started(server: Server): Promise<Listening> {
  const sockets = new Set<Socket>()
  let connections = 0
  server.on('connection', (socket: Socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('couldn’t listen')
  const host = `127.0.0.1:${address.port}`
  return {
    url: `http://${host}`,
    host,
    connections: () => connections,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(Buffer.from(part))
  return Buffer.concat(parts).toString('utf8')
}
