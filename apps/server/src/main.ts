/**
 * Starts the product: house, HTTP, the sequencer and what is due, the demo's lenders and people.
 *
 * One process; any number of them may serve one database. What a person reads at the start is printed
 * here; what happens later goes to the log without a person's value (I11). Stops in the reverse order.
 */
import {
  hostsOf,
  lenderAccess,
  makeDemoWorld,
  openHouse,
  PolicyRefused,
  readEnvironment,
  readLenders,
  readPolicy,
  type Environment,
  type House,
} from '@kelisim/house'
import { type Mail, mailOutbox, type SmsOutbox, smsOutbox } from '@kelisim/outside'
import { demoAddresses, freePort, startDemoLenders } from './demo-lenders.ts'
import { greet } from './greeting.ts'
import { startHttp } from './http.ts'
import { errorName, logger } from './log.ts'
import { startRounds } from './rounds.ts'
import { mailServerOf } from './mail.ts'
import { gatewayOf } from './sms.ts'
import { bringWitnesses, readTrust } from './trust.ts'
import { messages } from '@kelisim/messages'
import { findingLine } from '@kelisim/policy'
import { languageOfLocale, PROTECTION } from '@kelisim/terms'
import { pooledRandom } from '@kelisim/vault'
import { failing } from '@kelisim/work'

/** Of whoever starts the program. */
const LANGUAGE = languageOfLocale(process.env)

async function main(): Promise<number> {
  const startedAt = performance.now()
  const read = readEnvironment(process.env, process.cwd())
  if ('faults' in read) return refuse(read.faults)
  const { environment } = read
  const stops: (() => Promise<void>)[] = []
  try {
    await start(environment, stops, startedAt)
    await stopSignal()
    return 0
  } catch (error) {
    if (error instanceof PolicyRefused) {
      return refuse(error.findings.map((found) => findingLine(found, LANGUAGE)))
    }
    if (error instanceof Unprotected) return refuse(error.reasons)
    logger.error({ part: 'start', error: errorName(error) }, 'the start failed')
    return refuse([error instanceof Error ? error.message : 'unknown'])
  } finally {
    for (const stop of stops.toReversed()) await stop()
  }
}

async function start(
  environment: Environment,
  stops: (() => Promise<void>)[],
  startedAt: number,
): Promise<void> {
  const outbox = environment.mode === 'demo' ? smsOutbox(() => Date.now()) : undefined
  const letters = environment.mode === 'demo' ? mailOutbox(() => Date.now()) : undefined
  const port = environment.port === 0 ? await freePort() : environment.port
  const publicUrl = environment.publicUrl ?? `http://localhost:${port}`
  const addresses = await lendersOf(environment)
  const house = await openHouse(environment, {
    sms: outbox ?? gatewayOf(environment),
    ...mailOf(environment, letters),
    forgetMessages: (isTheirs) => forgetMessages(outbox, isTheirs),
    lenders: lenderAccess(addresses),
    allowedHosts: hostsOf(addresses),
    publicUrl,
    log: (line) => logger.info({ part: 'postgres', what: line }, 'database'),
  })
  stops.push(async () => await house.close())
  refuseUnprotected(house)
  const trust = await readTrust(environment)
  const rounds = startRounds(house, trust)
  stops.push(async () => await rounds.stop())
  const { host } = environment
  const http = await startHttp(house, {
    host,
    port,
    outbox,
    ...(letters === undefined ? {} : { letters }),
    lenders: addresses,
    trust,
  })
  stops.push(async () => await http.close())
  if (outbox !== undefined) {
    // Lenders named by a file run by themselves.
    if (environment.lendersFile === undefined) stops.push(startDemoLenders(house, addresses))
    if (house.means.protection.holds) await demoWorld(house, outbox, environment.demoPeople)
    if (environment.trustFile === undefined) stops.push(bringWitnesses(house, trust))
  }
  greet(house, addresses, Math.round(performance.now() - startedAt))
}

/** What fails of the protection, by code and article with what to do. Law: 94-V art. 20(2). Requirement: R-30. */
class Unprotected extends Error {
  readonly reasons: readonly string[]

  constructor(reasons: readonly string[]) {
    super('the protection fails')
    this.reasons = reasons
  }
}

/** A demo on this machine says it and takes nobody in; a real operator does not start. */
function refuseUnprotected({ means, environment }: House): void {
  const { found } = messages(LANGUAGE).protection
  const reasons = failing(means.protection.found).map(
    (one) => `${one} (${PROTECTION[one].law}): ${found[one].said} ${found[one].todo ?? ''}`,
  )
  if (reasons.length === 0) return
  if (environment.mode === 'production') throw new Unprotected(reasons)
  logger.error({ part: 'protection', what: reasons.join('; ') }, 'nobody is taken in')
}

async function lendersOf(environment: Environment) {
  if (environment.mode === 'demo' && environment.lendersFile === undefined) {
    return await demoAddresses(await readPolicy(environment.policyFolder), pooledRandom())
  }
  return await readLenders(environment.lendersFile ?? '')
}

async function demoWorld(house: House, outbox: SmsOutbox, people: number): Promise<void> {
  const line = (done: number, of: number) => {
    if (process.stdout.isTTY) process.stdout.write(`\r  demo world: ${done} of ${of} people`)
  }
  await makeDemoWorld(house.means, outbox, people, line)
  if (process.stdout.isTTY) process.stdout.write('\r\x1b[K')
}

/** A demo writes to its outbox; a house without a mail server writes no letters. */
function mailOf(environment: Environment, letters: Mail | undefined): { readonly mail?: Mail } {
  if (letters !== undefined) return { mail: letters }
  const mail = environment.mode === 'production' ? mailServerOf(environment) : undefined
  return mail === undefined ? {} : { mail }
}

function forgetMessages(outbox: SmsOutbox | undefined, isTheirs: (phone: string) => boolean): void {
  const numbers = new Set(outbox?.list().map((message) => message.to))
  for (const number of numbers) if (isTheirs(number)) outbox?.forget(number)
}

function refuse(reasons: readonly string[]): number {
  process.stderr.write(
    `The start is refused:\n${reasons.map((reason) => `  - ${reason}\n`).join('')}`,
  )
  return 1
}

async function stopSignal(): Promise<void> {
  await new Promise<void>((resolve) => {
    process.once('SIGTERM', () => resolve())
    process.once('SIGINT', () => resolve())
  })
}

process.exitCode = await main()
