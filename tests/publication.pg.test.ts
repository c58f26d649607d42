/** Entries leave the publication by the policy's term; proofs, the house's own eyes and verification stay. */
import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { verifyLog } from '@kelisim/ledger'
import { logOverHttp } from '@kelisim/outside'
import { DAY } from '@kelisim/terms'
import { checkLedger } from '@kelisim/work'
import Fastify from 'fastify'
import { ledgerFiles } from '../apps/server/src/ledger-files.ts'
import { Trust } from '../apps/server/src/trust.ts'
import { openWorld, type World } from './world.ts'

const DAYS = 2_000

async function policyWithTerm(folder: string): Promise<string> {
  const copy = join(folder, 'proleads')
  await cp(new URL('../policy/proleads', import.meta.url), copy, { recursive: true })
  const limits = join(copy, 'limits.yaml')
  const text = await readFile(limits, 'utf8')
  await writeFile(limits, text.replace('limits:\n', `limits:\n  ledgerPublishedDays: ${DAYS}\n`))
  return copy
}

async function serve(world: World) {
  const app = Fastify()
  const serving = {
    host: '127.0.0.1',
    port: 0,
    outbox: world.outbox,
    lenders: {},
    trust: new Trust(),
  }
  ledgerFiles(app, world.house, serving)
  await app.listen({ host: '127.0.0.1', port: 0 })
  const url = app.listeningOrigin
  return {
    status: async (path: string) => (await fetch(`${url}/ledger/${path}`)).status,
    text: async (path: string) => await (await fetch(`${url}/ledger/${path}`)).text(),
    url: `${url}/ledger`,
    [Symbol.asyncDispose]: async () => await app.close(),
  }
}

async function record(world: World, count: number): Promise<void> {
  await world.house.means.store.transaction(async (unit) => {
    for (let done = 0; done < count; done++) {
      unit.record({ kind: 'ledger_checked', actor: { role: 'system', id: 'self' } })
    }
  })
  await world.sequenceAll()
}

test('an entry past the term of the policy is not served; its hash, its proof and the audit of the house are (C2SP tlog-tiles, R-85)', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-publication-'))
  try {
    await using world = await openWorld({}, undefined, await policyWithTerm(folder))
    await using site = await serve(world)
    await record(world, 300)
    assert.equal(await site.text('minimum'), '0\n')
    assert.equal(await site.status('tile/entries/000'), 200)

    world.clock.pass((DAYS + 1) * DAY)
    await record(world, 300)
    assert.equal(await site.text('minimum'), '256\n')
    assert.deepEqual(
      await Promise.all(
        ['tile/entries/000', 'tile/entries/000.p/9', 'tile/entries/001', 'tile/0/000'].map(
          site.status,
        ),
      ),
      [404, 404, 200, 200],
    )
    const outside = await verifyLog(
      logOverHttp(site.url),
      world.house.means.log.signers[0]?.vkey ?? '',
    )
    assert.ok(outside.ok && outside.unpublished === 256 && outside.size > 600)
    const inside = await checkLedger(world.house.means, undefined)
    assert.ok(inside.verification.ok && inside.verification.unpublished === 0)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
