/**
 * A log as somebody outside of the house finds it: at an address or in a folder, with its key, and with the
 * trust policy of whoever reads it.
 */
import { readFileSync, statSync } from 'node:fs'
import { parseTrustPolicy, type TrustPolicy } from '@kelisim/ledger'
import { type LogSource, logInFolder, logOverHttp } from '@kelisim/outside'
import { WrongUse } from './command.ts'

/** A server's address is also understood without its `/ledger`. */
export async function logAt(from: string): Promise<LogSource> {
  if (!/^[a-z]+:\/\//i.test(from)) {
    if (statSync(from, { throwIfNoEntry: false })?.isDirectory() !== true) {
      throw new WrongUse('--from is the address of a log or a folder that is there')
    }
    return logInFolder(from)
  }
  const url = URL.parse(from)
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new WrongUse('--from is an http or https address, or a folder')
  }
  const source = logOverHttp(url.href)
  if (url.pathname !== '/' || (await source.read('checkpoint')) !== undefined) return source
  return logOverHttp(new URL('ledger', url).href)
}

export async function publishedKey(source: LogSource): Promise<string> {
  const bytes = await source.read('key')
  if (bytes === undefined) throw new WrongUse('the log publishes no key: give it with --key')
  return new TextDecoder().decode(bytes).trim()
}

export function readTrust(path: string): TrustPolicy {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw new WrongUse(`couldn't read ${path}`, { cause })
  }
  const parsed = parseTrustPolicy(text)
  if (!parsed.ok)
    throw new WrongUse(`the trust policy is wrong in line ${parsed.line}: ${parsed.fault}`)
  return parsed
}
