/**
 * The ledger for outsiders: C2SP tiles, entry bundles and the checkpoint, cacheable and without login.
 *
 * Entries name no person: a handle, ids and hashes. Source: C2SP tlog-tiles.
 */
import type { House } from '@kelisim/house'
import { ledgerFile } from '@kelisim/store'
import type { FastifyInstance } from 'fastify'

/** A full tile never changes; a partial one is cut from a growing one and never changes either. */
const IMMUTABLE = 'public, max-age=31536000, immutable'

export function ledgerFiles(app: FastifyInstance, house: House): void {
  app.get('/ledger/key', async (_request, reply) => {
    return await reply.type('text/plain').send(`${house.means.log.signers[0]?.vkey ?? ''}\n`)
  })
  app.get<{ Params: { '*': string } }>('/ledger/*', async (request, reply) => {
    const path = request.params['*']
    const bytes = await ledgerFile(house.means.store.pool, path)
    if (bytes === undefined) return await reply.code(404).type('text/plain').send('not found\n')
    const isCheckpoint = path === 'checkpoint'
    return await reply
      .header('cache-control', isCheckpoint ? 'no-cache' : IMMUTABLE)
      .type(isCheckpoint ? 'text/plain; charset=utf-8' : 'application/octet-stream')
      .send(Buffer.from(bytes))
  })
}
