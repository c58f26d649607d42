/**
 * How is this witness set up? Read once from the environment; every fault at once.
 *
 * WITNESS_NAME   name in its signatures, a host and path without scheme: `witness.example/w1`
 * WITNESS_STATE  folder of its own: the secret seed and the heads it has cosigned
 * WITNESS_LOGS   keys of the logs it watches, parted by white space (`<name>+<id>+<key>`)
 * HOST, PORT     where it listens; 127.0.0.1 and 8090 unless told
 */
import { resolve } from 'node:path'
import { newVerifier, type Verifier } from '@kelisim/ledger'

export interface Config {
  readonly name: string
  readonly state: string
  readonly logs: readonly Verifier[]
  readonly host: string
  readonly port: number
}

export type ReadConfig = { readonly config: Config } | { readonly faults: readonly string[] }

const NAME = /^[a-z0-9.-]+(?:\/[a-z0-9./-]+)?$/
const PORT_DEFAULT = '8090'
/** Logs of one witness; each costs one small file. */
const LOGS_MAX = 100

export function readConfig(variables: Readonly<Record<string, string | undefined>>): ReadConfig {
  const { WITNESS_NAME: name = '', WITNESS_STATE: state = '', WITNESS_LOGS: keys = '' } = variables
  const port = Number(variables['PORT'] ?? PORT_DEFAULT)
  const vkeys = keys.split(/\s+/).filter((key) => key !== '')
  const logs = vkeys.map(newVerifier).filter((log) => log !== undefined)
  const faults = [
    ...(NAME.test(name) ? [] : ['WITNESS_NAME: a name like witness.example/w1']),
    ...(state === '' ? ['WITNESS_STATE: a folder of its own'] : []),
    ...(logs.length === vkeys.length ? [] : ['WITNESS_LOGS: a key that is none']),
    ...(logs.length > 0 && logs.length <= LOGS_MAX ? [] : ['WITNESS_LOGS: 1 to 100 keys of logs']),
    ...(Number.isInteger(port) && port >= 0 && port <= 65_535 ? [] : ['PORT: 0 to 65535']),
  ]
  if (faults.length > 0) return { faults }
  const host = variables['HOST'] ?? '127.0.0.1'
  return { config: { name, state: resolve(state), logs, host, port } }
}
