/**
 * The machine as the program sees it: timers, clock, chance, sockets, calls and files, put in place of Node's.
 *
 * The program under test is not changed: what it takes from Node (`setTimeout`, `Date.now`, `fetch`,
 * `node:net`, `node:fs/promises`, `randomBytes`) is answered here by the world of the running seed. Outside a
 * simulated process everything is Node's own.
 */
import crypto from 'node:crypto'
import fs from 'node:fs/promises'
import { createRequire, syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
import timers from 'node:timers/promises'
import type { Disk } from './disk.ts'
import { bytesOf, type Event, type Loop } from './loop.ts'
import type { Network } from './network.ts'
import { Locks, type Wire } from './wire.ts'

export interface World {
  readonly loop: Loop
  readonly network: Network
  readonly disk: Disk
  readonly locks: Locks
  readonly connect: () => Wire
}

let world: World | undefined

/** The world that answers from now on; undefined gives everything back to Node. */
export function inhabit(next: World | undefined): void {
  world = next
}

/** The world, for whoever asks from within one of its processes. */
function here(): World | undefined {
  return world?.loop.current.getStore() === undefined ? undefined : world
}

interface Settable {
  [name: string]: unknown
}

/** Once for a process of the operating system. */
export function furnish(): void {
  // Made now, while sockets are still Node's.
  void [process.stdout, process.stderr]
  furnishTimers(globalThis as unknown as Settable)
  furnishClock()
  furnishNetwork()
  furnishFiles(createRequire(import.meta.url)('node:fs').promises)
  syncBuiltinESMExports()
}

class VirtualTimer {
  event: Event
  constructor(event: Event) {
    this.event = event
  }
  ref(): this {
    return this
  }
  unref(): this {
    return this
  }
  hasRef(): boolean {
    return true
  }
}

type Act = (...args: unknown[]) => void

function furnishTimers(target: Settable): void {
  const real = { setTimeout, setImmediate, clearTimeout, clearImmediate, clearInterval }
  const after = (act: Act, ms = 0, ...args: unknown[]) => {
    const loop = here()?.loop
    if (loop === undefined) return real.setTimeout(act, ms, ...args)
    return new VirtualTimer(loop.later(ms, () => act(...args)))
  }
  const clear = (realClear: (timer: never) => void) => (timer: unknown) => {
    if (timer instanceof VirtualTimer) timer.event.run = undefined
    else realClear(timer as never)
  }
  target['setTimeout'] = after
  target['setImmediate'] = (act: Act, ...args: unknown[]) =>
    here() === undefined ? real.setImmediate(act, ...args) : after(act, 0, ...args)
  target['clearTimeout'] = clear(real.clearTimeout)
  target['clearInterval'] = clear(real.clearInterval)
  target['clearImmediate'] = clear(real.clearImmediate)
  const sleep = timers.setTimeout
  const promised = timers as unknown as Settable
  promised['setTimeout'] = async (ms: number, value: unknown) =>
    here() === undefined
      ? await sleep(ms, value)
      : await new Promise((resolve) => after(() => resolve(value), ms))
}

function furnishClock(): void {
  const real = {
    now: Date.now,
    random: Math.random,
    performance: performance.now.bind(performance),
  }
  const shown = () => {
    const at = here()?.loop
    return at && Math.floor(at.now + (at.current.getStore()?.skewMs ?? 0))
  }
  Date.now = () => shown() ?? real.now()
  Math.random = () => here()?.loop.chance() ?? real.random()
  performance.now = () => here()?.loop.now ?? real.performance()
  const signals = AbortSignal as unknown as Settable
  const timeout = AbortSignal.timeout.bind(AbortSignal)
  signals['timeout'] = (ms: number) => {
    if (here() === undefined) return timeout(ms)
    const controller = new AbortController()
    setTimeout(() => controller.abort(new DOMException('too late', 'TimeoutError')), ms)
    return controller.signal
  }
  const bytes = crypto.randomBytes
  const chances = crypto as unknown as Settable
  chances['randomBytes'] = (count: number) => {
    const loop = here()?.loop
    return loop === undefined ? bytes(count) : Buffer.from(bytesOf(loop.chance)(count))
  }
  const uuid = crypto.randomUUID
  chances['randomUUID'] = () => {
    const loop = here()?.loop
    if (loop === undefined) return uuid()
    const hex = Buffer.from(bytesOf(loop.chance)(16)).toString('hex')
    return [8, 12, 16, 20, 32].map((end, at) => hex.slice([0, 8, 12, 16, 20][at], end)).join('-')
  }
}

function furnishNetwork(): void {
  const call = globalThis.fetch
  globalThis.fetch = async (url, init) =>
    (await here()?.network.call(new Request(url).url, init ?? {})) ?? (await call(url, init))
  const sockets = net as unknown as Settable
  const { Socket, createServer } = net
  // The driver makes its sockets with `new net.Socket()`.
  sockets['Socket'] = new Proxy(Socket, {
    construct: (real, args) => here()?.connect() ?? Reflect.construct(real, args),
  })
  sockets['createServer'] = (...args: never[]) =>
    here()?.locks.server() ?? (createServer as (...all: never[]) => unknown)(...args)
}

const FILE_CALLS = [
  'mkdir',
  'open',
  'readdir',
  'readFile',
  'rename',
  'rm',
  'link',
  'lstat',
] as const

function furnishFiles(promises: Settable): void {
  const real = fs as unknown as Record<string, (...args: unknown[]) => unknown>
  for (const name of FILE_CALLS) {
    const own = real[name]
    promises[name] = async (...args: unknown[]) => {
      const disk = here()?.disk as unknown as Record<string, (...all: unknown[]) => unknown>
      return await (disk === undefined ? own?.(...args) : disk[name]?.(...args))
    }
  }
}
