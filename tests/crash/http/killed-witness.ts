/**
 * A witness of the log as anybody runs it (`apps/witness`), killed at any moment and started again.
 *
 * What it has signed it must remember: it would otherwise sign a second history after its next start.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { hash } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { freePort, untilReady } from '../../../packages/house/src/demo/child.ts'
import type { ClockFile } from './clock-file.ts'

const PROGRAM = fileURLToPath(new URL('../../../apps/witness/src/main.ts', import.meta.url))
const NAME = 'witness.crash.invalid/w'

export class KilledWitness {
  readonly #environment: Readonly<Record<string, string>>
  readonly #clock: ClockFile
  readonly #url: string
  readonly #log: string
  readonly faults: string[] = []
  #child: ChildProcess | undefined

  /** `log`: verification key of the log it watches. */
  static async start(folder: string, log: string, clock: ClockFile): Promise<KilledWitness> {
    const witness = new KilledWitness(folder, log, clock, await freePort())
    await witness.again()
    return witness
  }

  private constructor(folder: string, log: string, clock: ClockFile, port: number) {
    this.#environment = {
      WITNESS_NAME: NAME,
      WITNESS_STATE: folder,
      WITNESS_LOGS: log,
      PORT: String(port),
    }
    this.#clock = clock
    this.#url = `http://127.0.0.1:${port}`
    this.#log = hash('sha256', log.split('+')[0] ?? '')
  }

  /** Dies at once, and is there again with all it had signed. */
  async die(): Promise<void> {
    const signed = await this.#signed()
    await this.kill()
    await this.again()
    const known = await this.#signed()
    if (known < signed) this.faults.push(`the witness signed ${signed} entries and knows ${known}`)
  }

  /** Entries of the head signed last. */
  async #signed(): Promise<number> {
    const answer = await fetch(`${this.#url}/${this.#log}/checkpoint`)
    const text = await answer.text()
    return answer.status === 200 ? Number(text.split('\n')[1]) : 0
  }

  async again(): Promise<void> {
    this.#child = spawn(process.execPath, [...this.#clock.parameters, PROGRAM], {
      env: {
        PATH: process.env['PATH'] ?? '',
        NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? '',
        ...this.#clock.environment,
        ...this.#environment,
      },
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    await untilReady('the witness', this.#url)
  }

  async kill(): Promise<void> {
    const child = this.#child
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }

  /** Trust policy (C2SP tlog-policy) of whoever believes only what it has signed. */
  async trust(log: string): Promise<string> {
    const keys = await (await fetch(`${this.#url}/keys`)).text()
    return `log ${log}\nwitness w ${keys.split('\n')[0] ?? ''} ${this.#url}\nquorum w\n`
  }
}
