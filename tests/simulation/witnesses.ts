/**
 * Three witnesses on machines of their own, and a liar who holds the log's key.
 *
 * The desk and the memory are those of `apps/witness`; only the sockets and the disk are the world's.
 */
import { join } from 'node:path'
import { Memory } from '../../apps/witness/src/memory.ts'
import { Desk } from '../../apps/witness/src/witness.ts'
import {
  consistencyProof,
  formatCheckpoint,
  formatSubmission,
  grow,
  leafHash,
  newCosigner,
  newVerifier,
  parseTrustPolicy,
  signNote,
  type Signer,
  type Tile,
  type TrustPolicy,
} from '@kelisim/ledger'
import { Buffer } from 'node:buffer'
import type { Loop, Process } from './loop.ts'
import type { Judge } from './judge.ts'
import type { Network, Reply, Request } from './network.ts'

export interface WitnessHost {
  readonly name: string
  /** Known once it has run for the first time: its key is made then. */
  vkey: string
  process: Process
  desk: Desk | undefined
}

const PAUSE_MS = 50

export class Witnesses {
  readonly hosts: readonly WitnessHost[]
  readonly #loop: Loop
  readonly #signers: readonly Signer[]
  readonly #judge: Judge
  readonly #isForgetful: boolean

  constructor(
    loop: Loop,
    network: Network,
    judge: Judge,
    signers: readonly Signer[],
    isForgetful: boolean,
  ) {
    this.#loop = loop
    this.#judge = judge
    this.#signers = signers
    this.#isForgetful = isForgetful
    this.hosts = ['a', 'b', 'c'].map((name) => {
      const host: WitnessHost = { name, vkey: '', process: loop.spawn(name), desk: undefined }
      network.hosts.set(`${name}.example`, {
        process: () => host.process,
        answer: async (request) => await this.#answer(host, request),
      })
      return host
    })
    for (const host of this.hosts) this.start(host)
  }

  /** A fresh process over the same disk; tries again while the disk does not let it. */
  start(host: WitnessHost): void {
    host.desk = undefined
    host.process = this.#loop.spawn(host.name)
    this.#loop.in(host.process, () => void this.#open(host))
  }

  async #open(host: WitnessHost): Promise<void> {
    try {
      const memory = await Memory.open(join('/', host.name))
      const now = () => Math.floor(Date.now() / 1_000)
      const name = `${host.name}.example`
      const signer = newCosigner(name, memory.seed, now)
      if (host.vkey !== '' && host.vkey !== signer.vkey) this.#judge.fail(`${name} lost its seed`)
      host.vkey = signer.vkey
      if (this.#isForgetful) memory.keep = async () => undefined
      const logs = this.#signers.flatMap(({ vkey }) => newVerifier(vkey) ?? [])
      const config = { name, state: join('/', host.name), logs, host: '127.0.0.1', port: 0 }
      host.desk = new Desk(config, memory, [signer], () => undefined)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      if (code !== 'EIO' && code !== 'ENOSPC') {
        this.#judge.fail(`witness ${host.name} cannot open what it kept: ${String(error)}`)
        return
      }
      this.#loop.later(PAUSE_MS, () => void this.#open(host), host.process)
    }
  }

  async #answer(host: WitnessHost, request: Request): Promise<Reply> {
    if (host.desk === undefined) return { status: 503, type: 'text/plain', body: 'not yet\n' }
    const reply = await host.desk.submit(Buffer.from(request.body))
    if (reply.status === 200) {
      this.#judge.witnessed(host.name, request.body.slice(request.body.indexOf('\n\n') + 2))
    }
    return reply
  }

  get isReady(): boolean {
    return this.hosts.every(({ vkey }) => vkey !== '')
  }

  trust(): TrustPolicy {
    const text = [
      ...this.#signers.map(({ vkey }) => `log ${vkey}`),
      ...this.hosts.map(({ name, vkey }) => `witness ${name} ${vkey} https://${name}.example`),
      'group two 2 a b c',
      'quorum two',
    ]
    const parsed = parseTrustPolicy(`${text.join('\n')}\n`)
    if (!parsed.ok) throw new Error('the trust policy is not one')
    return parsed
  }

  /** Somebody with the key of the log shows one witness a history that is none. */
  async lie(network: Network): Promise<void> {
    const host = this.#loop.pick(this.hosts)
    const [first, ...rest] = this.#signers
    if (host === undefined || first === undefined) return
    const size = 1 + Math.floor(this.#loop.chance() * (this.#judge.sequenced + 6))
    const kept = Math.floor(this.#loop.chance() * Math.min(size, this.#judge.sequenced))
    const leaves = this.#judge.history.slice(0, kept)
    while (leaves.length < size) {
      leaves.push(Buffer.from(`lie ${this.#loop.chance()}`).toString('hex'))
    }
    this.#judge.lies.push(leaves)
    const growth = grow(
      0,
      [],
      leaves.map((leaf) => leafHash(Buffer.from(leaf, 'hex'))),
    )
    const body = formatCheckpoint({ origin: first.name, size, root: growth.root })
    const checkpoint = signNote(body, [first, ...rest])
    const old = this.#loop.isHit(0.5) ? 0 : kept
    const proof = await consistencyProof(reader(growth.tiles), old, size)
    const init = { method: 'POST', body: formatSubmission({ oldSize: old, proof, checkpoint }) }
    await network.call(`https://${host.name}.example/add-checkpoint`, init).catch(() => undefined)
  }
}

function reader(tiles: readonly Tile[]) {
  return async (id: { readonly level: number; readonly index: number }) => {
    await Promise.resolve()
    return tiles.find(({ level, index }) => level === id.level && index === id.index)?.bytes
  }
}
