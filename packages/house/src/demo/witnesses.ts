/**
 * The demo's witnesses: three real processes with keys and memories of their own, two of which must agree.
 *
 * In a demo they run on the operator's machine and so prove only how it works; whoever means it runs
 * theirs elsewhere and names them in a trust policy (`KELISIM_TRUST`).
 */
import { join } from 'node:path'
import type { House } from '../open-house.ts'
import { freePort, type Noticed, spawnChild, stopChild, untilReady } from './child.ts'

const NAMES = ['officer', 'lender', 'inspector'] as const
const QUORUM = 2

export interface DemoWitnesses {
  /** A trust policy (C2SP tlog-policy) naming the log and the three. */
  readonly trust: string
  stop(): Promise<void>
}

export async function startDemoWitnesses(
  house: House,
  program: string,
  noticed: Noticed,
): Promise<DemoWitnesses> {
  const logs = house.means.log.signers.map(({ vkey }) => vkey)
  const started = await Promise.all(
    NAMES.map(async (name) => {
      const port = await freePort()
      const environment = {
        WITNESS_NAME: `witness.demo.invalid/${name}`,
        WITNESS_STATE: join(house.environment.dataFolder, 'witnesses', name),
        WITNESS_LOGS: logs.join(' '),
        PORT: String(port),
      }
      const child = spawnChild(name, program, environment, noticed)
      return { name, child, url: `http://127.0.0.1:${port}` }
    }),
  )
  const stop = async () => {
    await Promise.all(started.map(async ({ child }) => await stopChild(child)))
  }
  try {
    const witnesses = await Promise.all(
      started.map(async ({ name, url }) => {
        await untilReady(`the witness ${name}`, url)
        const [vkey = ''] = (await (await fetch(`${url}/keys`)).text()).split('\n')
        return `witness ${name} ${vkey} ${url}\n`
      }),
    )
    return { trust: trustOf(logs, witnesses, `${house.means.publicUrl}/ledger`), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function trustOf(logs: readonly string[], witnesses: readonly string[], url: string): string {
  return [
    '# DEMO: all witnesses run on one machine. C2SP tlog-policy.\n',
    ...logs.map((vkey) => `log ${vkey} ${url}\n`),
    ...witnesses,
    `group demo ${QUORUM} ${NAMES.join(' ')}\n`,
    'quorum demo\n',
  ].join('')
}
