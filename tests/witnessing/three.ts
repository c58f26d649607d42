/** Three witnesses of a log over HTTP, each with a memory of its own, and the policy that two of them must agree. */
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newVerifier, parseTrustPolicy, type TrustPolicy, type Verifier } from '@kelisim/ledger'
import { startWitness, type Witness } from '../../apps/witness/src/witness.ts'
import type { World } from '../world.ts'

const NAMES = ['a', 'b', 'c']
const AGREEING = 2

export const verifier = (vkey: string): Verifier => newVerifier(vkey) ?? assert.fail(vkey)

export async function withWitnesses(
  world: World,
  work: (trust: TrustPolicy, witnesses: readonly Witness[], folder: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-witnesses-'))
  const logs = logsOf(world)
  const start = async (name: string) => await startOne(folder, name, logs)
  const witnesses = await Promise.all(NAMES.map(start))
  try {
    await work(trustIn(logs, witnesses), witnesses, folder)
  } finally {
    for (const witness of witnesses) await witness[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  }
}

export function logsOf(world: World): readonly Verifier[] {
  return world.house.means.log.signers.map(({ vkey }) => verifier(vkey))
}

/** With the memory it had; on the port it had, when one is given. */
export async function startOne(
  folder: string,
  name: string,
  logs: readonly Verifier[],
  port = 0,
): Promise<Witness> {
  const state = join(folder, name)
  const config = { name: `${name}.example`, state, logs, host: '127.0.0.1', port }
  const seconds = () => Math.floor(Date.now() / 1_000)
  return await startWitness(config, seconds, () => undefined)
}

/** As C2SP tlog-policy says it. */
export function trustText(
  logs: readonly Verifier[],
  witnesses: readonly Witness[],
  names: readonly string[] = NAMES,
): string {
  const lines = [
    ...logs.map(({ vkey }) => `log ${vkey}`),
    ...witnesses.map(({ url, vkeys }, at) => `witness ${names[at]} ${vkeys[0]} ${url}`),
    `group agreeing ${Math.min(AGREEING, witnesses.length)} ${names.join(' ')}`,
    'quorum agreeing',
  ]
  return `${lines.join('\n')}\n`
}

export function trustIn(
  logs: readonly Verifier[],
  witnesses: readonly Witness[],
  names: readonly string[] = NAMES,
): TrustPolicy {
  const parsed = parseTrustPolicy(trustText(logs, witnesses, names))
  assert.ok(parsed.ok)
  return parsed
}
