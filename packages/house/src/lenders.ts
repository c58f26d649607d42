/**
 * Where lenders are reached and with which secret: a file only the owner may read.
 *
 * `{ "samal": { "url": "https://…", "secret": "whsec_…" } }`
 *
 * `retired`: secrets that were exchanged for this one. Whoever still signs with one is refused, and the watch sees it.
 */
import { readFile, stat } from 'node:fs/promises'
import { isSecret } from '@kelisim/outside'
import type { LenderAccess } from '@kelisim/work'
import { z } from 'zod'

const RETIRED_MAX = 8
const Secret = z.string().refine(isSecret, 'a whsec_ secret')
const Lenders = z.record(
  z.string(),
  z.strictObject({
    url: z.url({ protocol: /^https?$/ }),
    secret: Secret,
    retired: z.array(Secret).max(RETIRED_MAX).exactOptional(),
  }),
)
export type LenderAddresses = z.infer<typeof Lenders>

export async function readLenders(path: string): Promise<LenderAddresses> {
  const { mode } = await stat(path)
  if ((mode & 0o077) !== 0) throw new Error('others may read the lenders file: chmod 600')
  return Lenders.parse(JSON.parse(await readFile(path, 'utf8')))
}

export function lenderAccess(addresses: LenderAddresses): ReadonlyMap<string, LenderAccess> {
  return new Map(
    Object.entries(addresses).map(([id, { url, secret, retired = [] }]) => {
      const base = url.replace(/\/$/, '')
      const endpoint = {
        leadsUrl: `${base}/leads`,
        statusUrl: `${base}/leads`,
        noticesUrl: `${base}/notices`,
      }
      return [id, { endpoint, key: secret, retired }]
    }),
  )
}

export function hostsOf(addresses: LenderAddresses): readonly string[] {
  return Object.values(addresses).map(({ url }) => new URL(url).host)
}
