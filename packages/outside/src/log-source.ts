/**
 * Where does a verifier read a published log: from a server or from a copy on a disk?
 *
 * Protocol: C2SP tlog-tiles. `checkpoint`, `tile/<level>/<n>[.p/<w>]`, `tile/entries/<n>[.p/<w>]`
 * below one address or folder. A file that is not there is undefined; everything else that is not a
 * file is an outage, so that a server in trouble is not taken for a shorter log. Nothing is judged here.
 */
import { join } from 'node:path'
import { Outage } from '@kelisim/terms'
import { readSmallFile } from './atomic-file.ts'
import { codeOf } from './left-behind.ts'
import { call, permittedUrl } from './egress.ts'
import { LOG_FILE_BYTES_MAX } from './limits.ts'

const READ_DEADLINE_MS = 15_000

export interface LogSource {
  readonly read: (path: string) => Promise<Uint8Array | undefined>
}

/** Below an https address, or an http one on this machine. */
export function logOverHttp(baseUrl: string, deadlineMs = READ_DEADLINE_MS): LogSource {
  const host = URL.parse(baseUrl)?.host ?? ''
  const base = permittedUrl(baseUrl, [host]).href.replace(/\/$/, '')
  return {
    read: async (path) => {
      const answer = await call(
        { method: 'GET', url: `${base}/${checkedPath(path)}` },
        { allowedHosts: [host], deadlineMs, answerBytesMax: LOG_FILE_BYTES_MAX },
      )
      if (!answer.came) throw new Outage(`couldn’t read ${path} of the log: ${answer.why}`)
      if (answer.status === 404) return undefined
      if (answer.status === 200) return answer.body
      throw new Outage(`couldn’t read ${path} of the log: HTTP ${answer.status}`)
    },
  }
}

export function logInFolder(dir: string): LogSource {
  return {
    read: async (path) => {
      const file = join(dir, checkedPath(path))
      try {
        return (await readSmallFile(file, LOG_FILE_BYTES_MAX))?.bytes
      } catch (cause) {
        // `tile/0/000/001` where `tile/0/000` is a file: not there either.
        if (codeOf(cause) === 'ENOTDIR') return undefined
        throw new Outage(`couldn’t read ${path} of the log`, { cause })
      }
    },
  }
}

/** Paths come from the verifier's own arithmetic; one that leaves the log is a defect. */
function checkedPath(path: string): string {
  const isInside = /^[a-z0-9]+(?:[./][a-z0-9]+)*$/.test(path) && path.length <= 200
  if (!isInside) throw new Error('couldn’t read a path that is not of a log')
  return path
}
