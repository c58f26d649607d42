/**
 * Looks at the protection of this house: keys, ledger, the lines to people and to the database, and where it lies.
 *
 * Settings say where the lines lead, the things themselves say the rest: the key file is opened, an entry is written
 * and taken back, the server tells whether the connection is encrypted. Never throws for what it finds.
 *
 * A line is good where the certificate is checked (`sslmode=verify-full`) or nothing leaves the machine: a socket, a
 * server of the data folder. That TLS ends before the program is declared by the https address; the program cannot see it.
 *
 * Law: 94-V art. 12(2), 20(2), 22(1). Requirement: R-30.
 */
import { type Addresses, isEncrypted, probeLedger, type Store } from '@kelisim/store'
import type { ProtectionSeen } from '@kelisim/work'
import type { Environment } from './environment.ts'
import type { KeysInUse } from './keys-in-use.ts'

export interface Looking {
  readonly environment: Environment
  readonly publicUrl: string
  readonly addresses: Addresses
  readonly store: Store
  readonly keys: KeysInUse
}

export async function lookAtProtection(looking: Looking): Promise<ProtectionSeen> {
  const { environment, publicUrl, store, keys } = looking
  return {
    isDemo: environment.mode === 'demo',
    keys: await keys.look(),
    ledger: await probeLedger(store.pool),
    publicLine: publicLine(publicUrl, environment.host),
    databaseLine: await databaseLine(looking),
    region: environment.databaseRegion,
  }
}

/** `host`: where the program listens; an address of this machine hides no door to others. */
export function publicLine(publicUrl: string, host: string): ProtectionSeen['publicLine'] {
  const url = URL.parse(publicUrl)
  if (url?.protocol === 'https:') return 'https'
  return url !== null && isLoopback(url.hostname) && isLoopback(host) ? 'loopback' : 'open'
}

type Line = ProtectionSeen['databaseLine']
/** From the best to the worst; the house is as safe as its worst line. */
const LINES: readonly Line[] = ['own', 'verified', 'loopback', 'open']

async function databaseLine({ environment, addresses, store }: Looking): Promise<Line> {
  if (environment.databaseUrl === undefined && environment.roleUrls === undefined) return 'own'
  const urls = [addresses.owner, ...Object.values(addresses.roles ?? {})]
  const lines = urls.flatMap((url) => (url === undefined ? [] : [lineOf(url)]))
  const worst = lines.toSorted((one, other) => LINES.indexOf(other) - LINES.indexOf(one))[0]
  if (worst === 'verified' && !(await isEncrypted(store.pool))) return 'open'
  return worst ?? 'open'
}

/** A connection that asks for less than `verify-full` talks to whoever answers. */
export function lineOf(databaseUrl: string): Line {
  const url = URL.parse(databaseUrl)
  if (url === null) return 'open'
  const host = url.searchParams.get('host') ?? decodeURIComponent(url.hostname)
  if (url.protocol === 'socket:' || host.startsWith('/')) return 'own'
  if (url.searchParams.get('sslmode') === 'verify-full') return 'verified'
  return isLoopback(host) ? 'loopback' : 'open'
}

function isLoopback(host: string): boolean {
  return ['localhost', '::1', '[::1]'].includes(host) || /^127(?:\.\d{1,3}){3}$/.test(host)
}
