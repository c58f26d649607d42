/**
 * How does a command reach the operator's house? As the server does: same settings, same folder.
 *
 * The embedded PostgreSQL is shared with a running server: the launcher adopts a live one, and the last
 * who leaves stops it. Unset, the folders are those of the program, whatever folder it is called from.
 */
import { fileURLToPath } from 'node:url'
import {
  type Environment,
  type Fittings,
  type House,
  openHouse,
  readEnvironment,
} from '@kelisim/house'
import { type SmsOutbox, smsOutbox } from '@kelisim/outside'
import { checkOwnActions } from '@kelisim/work'
import { Failure } from './command.ts'
import { sequenceAll } from './sequence-all.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

export function commandEnvironment(): Environment {
  const set = Object.entries(process.env).filter(([, value]) => value !== undefined && value !== '')
  const variables = {
    KELISIM_DATA: `${ROOT}.data`,
    KELISIM_POLICY: `${ROOT}policy/proleads`,
    ...Object.fromEntries(set),
  }
  const read = readEnvironment(variables, process.cwd())
  if ('faults' in read) throw new Failure('the settings have faults', read.faults)
  return read.environment
}

/** Messages of a command go to an outbox of its own and nowhere else. */
export function commandOutbox(): SmsOutbox {
  return smsOutbox(() => Date.now())
}

/**
 * Opens the house, works, and closes it whatever happens.
 *
 * Before and after, what waits is placed in the ledger, as a server would do if one were running.
 */
export async function inHouse<T>(
  work: (house: House) => Promise<T>,
  fittings: Partial<Fittings> = {},
): Promise<T> {
  const environment = commandEnvironment()
  const house = await openHouse(environment, {
    sms: commandOutbox(),
    forgetMessages: () => undefined,
    lenders: new Map(),
    allowedHosts: [],
    publicUrl: environment.publicUrl ?? `http://localhost:${environment.port}`,
    ...fittings,
  })
  try {
    await placeWhatWaits(house)
    const result = await work(house)
    await placeWhatWaits(house)
    await tellOfMissing(house)
    return result
  } finally {
    await house.close()
  }
}

async function tellOfMissing({ means }: House): Promise<void> {
  for (const id of await checkOwnActions(means, true)) {
    process.stderr.write(`warning: an action recorded here was removed (${id})\n`)
  }
}

/** A ledger too damaged to go on is what an audit is called for: it is told, and the command goes on. */
async function placeWhatWaits(house: House): Promise<void> {
  try {
    await sequenceAll(house)
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown'
    process.stderr.write(`warning: couldn't place what waits in the ledger (${name})\n`)
  }
}
