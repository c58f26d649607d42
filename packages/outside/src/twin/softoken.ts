/**
 * A real PKCS#11 module for the tests: the software token of NSS, which comes with browsers and mail programs. Where a machine
 * has none, `softokenPath` says so and its tests are skipped by name.
 */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { folder } from './folder.ts'

export const SOFTOKEN_LABEL = 'NSS Certificate DB'
export const SOFTOKEN_PIN = 'synthetic-pin'
const KEY = 'kelisim'
const FOLDERS = [
  'x86_64-linux-gnu',
  'x86_64-linux-gnu/nss',
  'aarch64-linux-gnu',
  'aarch64-linux-gnu/nss',
]
const PATHS = [...FOLDERS.map((name) => `/usr/lib/${name}`), '/usr/lib64', '/usr/lib'].map(
  (path) => `${path}/libsoftokn3.so`,
)

export const softokenPath = PATHS.find((path) => existsSync(path))

/** NSS wants to be told where its database lies. */
export function softokenSettings(path: string): string {
  return `configdir='sql:${path}' certPrefix='' keyPrefix='' secmod='' flags= `
}

export interface Softoken extends AsyncDisposable {
  readonly address: string
  readonly reserved: string
}

/** With a key of version 1. */
export async function softoken(): Promise<Softoken> {
  if (softokenPath === undefined) throw new Error('this machine has no software token of NSS')
  const place = await folder()
  const prepare = fileURLToPath(new URL('softoken-prepare.ts', import.meta.url))
  const words = [prepare, softokenPath, place.path, SOFTOKEN_PIN, KEY]
  await promisify(execFile)(process.execPath, words)
  return {
    address: `pkcs11:token=${encodeURIComponent(SOFTOKEN_LABEL)};object=${KEY}?module-path=${softokenPath}`,
    reserved: softokenSettings(place.path),
    [Symbol.asyncDispose]: async () => {
      await place[Symbol.asyncDispose]()
    },
  }
}
