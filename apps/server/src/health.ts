/** Is the process alive, is it ready, and how much does it do? Numbers only, never a person's value. */
import type { House } from '@kelisim/house'
import {
  arrears,
  isMigrated,
  latestCheckpoint,
  peekState,
  unwitnessedSince,
  WAITING_MAX,
  waitingActions,
} from '@kelisim/store'
import { countLocked, countOpenIncidents, failing, OVERDUE_MS } from '@kelisim/work'
import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

type Observer = ReturnType<Histogram<'route' | 'status'>['labels']>

export function health(app: FastifyInstance, house: House): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const seconds = new Histogram({
    name: 'kelisim_call_seconds',
    help: 'Duration of calls by route and status',
    labelNames: ['route', 'status'] as const,
    registers: [registry],
  })
  const { pool } = house.means.store
  new Gauge({
    name: 'kelisim_ledger_waiting',
    help: 'Recorded actions without a place in the ledger yet',
    registers: [registry],
    async collect() {
      this.set(await waitingActions(pool))
    },
  })
  new Gauge({
    name: 'kelisim_ledger_size',
    help: 'Entries of the ledger',
    registers: [registry],
    async collect() {
      this.set((await latestCheckpoint(pool))?.size ?? 0)
    },
  })
  new Gauge({
    name: 'kelisim_ledger_unwitnessed_seconds',
    help: 'Age of the oldest entry that no quorum of witnesses has seen',
    registers: [registry],
    async collect() {
      const since = await unwitnessedSince(pool)
      this.set(since === undefined ? 0 : (house.means.now() - since) / 1_000)
    },
  })
  new Gauge({
    name: 'kelisim_incidents_open',
    help: 'Incidents that nobody has closed yet',
    registers: [registry],
    async collect() {
      this.set(await countOpenIncidents(house.means))
    },
  })
  new Gauge({
    name: 'kelisim_accounts_locked',
    help: 'Accounts of staff that stand locked by an incident',
    registers: [registry],
    async collect() {
      this.set(await countLocked(house.means.store))
    },
  })
  new Gauge({
    name: 'kelisim_protection_failing',
    help: 'Checks of the protection that fail; while it is not 0 nothing is taken in',
    registers: [registry],
    collect() {
      this.set(failing(house.means.protection.found).length)
    },
  })
  new Gauge({
    name: 'kelisim_watch_age_seconds',
    help: 'Time since the last look of the watch for unlawful access',
    registers: [registry],
    async collect() {
      const state = await peekState(pool)
      this.set(state === undefined ? 0 : (house.means.now() - state.lookedAt) / 1_000)
    },
  })
  new Gauge({
    name: 'kelisim_retention_overdue',
    help: 'Groups of values past their term that neither a block nor a hold excuses; 0 is right',
    registers: [registry],
    async collect() {
      this.set((await arrears(pool, house.means.now(), OVERDUE_MS)).overdue)
    },
  })
  // One for each route and status, looked up by both: putting labels together costs more than counting.
  const counted = new Map<string, Observer>()
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown'
    const key = `${route} ${reply.statusCode}`
    const counter = counted.get(key) ?? seconds.labels(route, String(reply.statusCode))
    counted.set(key, counter)
    counter.observe(reply.elapsedTime / 1_000)
    done()
  })
  app.get('/healthz', async () => ({ state: 'alive' }))
  app.get('/readyz', async (_request, reply) => {
    const ready = (await isMigrated(pool)) && (await waitingActions(pool)) < WAITING_MAX
    return await reply.code(ready ? 200 : 503).send({ state: ready ? 'ready' : 'not_ready' })
  })
  app.get('/metrics', async (_request, reply) => {
    return await reply.type(registry.contentType).send(await registry.metrics())
  })
}
