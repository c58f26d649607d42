/**
 * The ledger for outsiders: C2SP tiles, entry bundles and the checkpoint, cacheable and without login.
 *
 *   checkpoint            newest signed head, with cosignatures when the witnesses have seen that very one
 *   witnessed             newest head that a quorum of witnesses has cosigned
 *   key, policy           the log's key; whose signatures count (C2SP tlog-policy)
 *   minimum               the first entry that is still published; hashes are, of all
 *   tile/…                hashes and entries
 *
 * Entries name no person: a handle, ids and hashes. Source: C2SP tlog-tiles.
 */
import type { House } from '@kelisim/house'
import { parseEntryBundlePath, TILE_WIDTH } from '@kelisim/ledger'
import { ledgerFile, ledgerMinimum, witnessedCheckpoint } from '@kelisim/store'
import { DAY, later, MINUTE, type Moment } from '@kelisim/terms'
import type { FastifyInstance } from 'fastify'
import type { Serving } from './http.ts'

/** A full tile never changes; a partial one is cut from a growing one and never changes either. */
const IMMUTABLE = 'public, max-age=31536000, immutable'
const TEXT = 'text/plain; charset=utf-8'

export function ledgerFiles(app: FastifyInstance, house: House, { trust }: Serving): void {
  const { pool } = house.means.store
  app.get('/ledger/key', async (_request, reply) => {
    return await reply.type(TEXT).send(`${house.means.log.signers[0]?.vkey ?? ''}\n`)
  })
  app.get('/ledger/policy', async (_request, reply) => {
    const text = trust.text ?? `log ${house.means.log.signers[0]?.vkey ?? ''}\nquorum none\n`
    return await reply.header('cache-control', 'no-cache').type(TEXT).send(text)
  })
  app.get('/ledger/witnessed', async (_request, reply) => {
    const witnessed = await witnessedCheckpoint(pool)
    if (witnessed === undefined) return await reply.code(404).type(TEXT).send('not found\n')
    return await reply.header('cache-control', 'no-cache').type(TEXT).send(witnessed.note)
  })
  const minimum = firstPublished(house)
  app.get('/ledger/minimum', async (_request, reply) => {
    return await reply
      .header('cache-control', 'no-cache')
      .type(TEXT)
      .send(`${await minimum()}\n`)
  })
  app.get<{ Params: { '*': string } }>('/ledger/*', async (request, reply) => {
    const path = request.params['*']
    const bundle = parseEntryBundlePath(path)
    const isTakenOut = bundle !== undefined && bundle.index * TILE_WIDTH < (await minimum())
    const bytes = isTakenOut ? undefined : await ledgerFile(pool, path)
    if (bytes === undefined) return await reply.code(404).type(TEXT).send('not found\n')
    const isCheckpoint = path === 'checkpoint'
    return await reply
      .header('cache-control', isCheckpoint ? 'no-cache' : IMMUTABLE)
      .type(isCheckpoint ? TEXT : 'application/octet-stream')
      .send(Buffer.from(bytes))
  })
}

/**
 * By the term of the policy in force, asked anew once a minute. Entries are refused and not removed: the audit, a
 * person's own feed and an inspector still read them (C2SP tlog-tiles, Pruning).
 */
function firstPublished(house: House): () => Promise<number> {
  let known: { readonly until: Moment; readonly index: Promise<number> } | undefined
  return async () => {
    const { store, now } = house.means
    const { ledgerPublishedDays: days } = house.means.policy.limits
    if (days === undefined) return 0
    const at = now()
    if (known === undefined || known.until <= at) {
      const index = ledgerMinimum(store.pool, later(at, -days * DAY))
      known = { until: later(at, MINUTE), index }
      // What failed is not remembered.
      index.catch(() => (known = undefined))
    }
    return await known.index
  }
}
