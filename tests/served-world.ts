/** The pages of a house of tests, answered in this process without a socket. */
import type { FastifyInstance } from 'fastify'
import { makeApp } from '../apps/server/src/http.ts'
import { Trust } from '../apps/server/src/trust.ts'
import type { World } from './world.ts'

export async function serveWorld(world: World): Promise<FastifyInstance> {
  return await makeApp(world.house, {
    host: '127.0.0.1',
    port: 0,
    outbox: world.outbox,
    lenders: {},
    trust: new Trust(),
  })
}
