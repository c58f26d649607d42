/**
 * A socket of the driver, and a lock that is a listening socket: what `node:net` is asked for.
 */
import { EventEmitter } from 'node:events'
import type { Loop, Process } from './loop.ts'

/** The other end of a wire. */
export interface Listener {
  readonly heard: (wire: Wire, bytes: Buffer) => void
  readonly gone: (wire: Wire) => void
  /** False when nobody listens just now. */
  readonly isUp: () => boolean
}

export class Wire extends EventEmitter {
  readonly owner: Process
  readonly #loop: Loop
  readonly #listener: Listener
  readonly #delay: () => number
  #corked = 0
  #waiting: Buffer[] = []
  /** A wire keeps the order of what goes over it. */
  #arrival = 0
  isOpen = true

  get writable(): boolean {
    return this.isOpen
  }

  constructor(loop: Loop, owner: Process, listener: Listener, delay: () => number) {
    super()
    this.#loop = loop
    this.owner = owner
    this.#listener = listener
    this.#delay = delay
    owner.atDeath.add(this.#hangUp)
  }

  connect(): this {
    const isUp = this.#listener.isUp()
    this.#loop.later(this.#delay(), () => {
      if (isUp) this.emit('connect')
      else this.#fail('ECONNREFUSED')
    })
    return this
  }

  write(bytes: Uint8Array | string, ...rest: unknown[]): boolean {
    this.#waiting.push(Buffer.from(bytes as string))
    if (this.#corked === 0) this.#send()
    const done = rest.at(-1)
    if (typeof done === 'function') process.nextTick(done as () => void)
    return true
  }

  cork(): void {
    this.#corked += 1
  }

  uncork(): void {
    this.#corked -= 1
    if (this.#corked === 0) this.#send()
  }

  end(bytes?: Uint8Array): this {
    if (bytes !== undefined) this.write(bytes)
    return this.destroy()
  }

  destroy(): this {
    if (!this.isOpen) return this
    this.#hangUp()
    this.#loop.later(0, () => this.emit('close'), this.owner)
    return this
  }

  setNoDelay(): this {
    return this
  }

  setKeepAlive(): this {
    return this
  }

  ref(): this {
    return this
  }

  unref(): this {
    return this
  }

  /** From the other end, after the time a message takes. */
  answer(bytes: Buffer): void {
    this.#arrival = Math.max(this.#arrival, this.#loop.now + this.#delay())
    const ms = this.#arrival - this.#loop.now
    this.#loop.later(ms, () => this.isOpen && this.emit('data', bytes), this.owner)
  }

  /** Cut in the middle: both sides find out. */
  cut(): void {
    if (!this.isOpen) return
    this.#hangUp()
    this.#loop.later(this.#delay(), () => this.#fail('ECONNRESET'), this.owner)
  }

  #fail(code: string): void {
    this.emit('error', Object.assign(new Error(code), { code }))
    this.emit('close')
  }

  #send(): void {
    if (this.#waiting.length === 0) return
    const bytes = Buffer.concat(this.#waiting)
    this.#waiting = []
    this.#arrival = Math.max(this.#arrival, this.#loop.now + this.#delay())
    const heard = () => this.isOpen && this.#listener.heard(this, bytes)
    this.#loop.later(this.#arrival - this.#loop.now, () => void heard(), undefined)
  }

  readonly #hangUp = (): void => {
    if (!this.isOpen) return
    this.isOpen = false
    this.owner.atDeath.delete(this.#hangUp)
    this.#listener.gone(this)
  }
}

/** Abstract sockets that somebody listens on: the kernel frees them when their holder dies. */
export class Locks {
  readonly #loop: Loop
  readonly #held = new Map<string, Process>()

  constructor(loop: Loop) {
    this.#loop = loop
  }

  server(): LockServer {
    return new LockServer(this.#loop, this.#held)
  }
}

class LockServer extends EventEmitter {
  readonly #loop: Loop
  readonly #held: Map<string, Process>
  #name = ''

  constructor(loop: Loop, held: Map<string, Process>) {
    super()
    this.#loop = loop
    this.#held = held
  }

  listen(name: string, done: () => void): this {
    const owner = this.#loop.current.getStore()
    const key = `${owner?.machine}${name}`
    this.#loop.later(0, () => {
      if (this.#held.get(key)?.isAlive === true) {
        this.emit('error', Object.assign(new Error('EADDRINUSE'), { code: 'EADDRINUSE' }))
        return
      }
      if (owner !== undefined) this.#held.set(key, owner)
      this.#name = key
      done()
    })
    return this
  }

  close(done: () => void): this {
    this.#held.delete(this.#name)
    this.#loop.later(0, done)
    return this
  }
}
