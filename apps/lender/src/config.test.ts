import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { Behaviour, conduct, HOME_CREDIT_MIX } from './behaviour.ts'
import { readConfig } from './config.ts'
import { SECRET } from './sample.ts'

const NEEDED = {
  LENDER_ID: 'samal',
  LENDER_NAME: 'Самал',
  PORT: '0',
  SHARED_SECRET: SECRET,
  OPERATOR_URL: 'http://127.0.0.1:8080/',
}

const USUAL = Behaviour.parse({
  latency_ms: [50, 200],
  refusal_share: 0,
  timeout_share: 0,
  outage: 'none',
  outcome_delay_ms: 0,
  notice_delay_ms: 0,
  mix: HOME_CREDIT_MIX,
})

test('a lender needs a name, a secret and an operator, and has defaults for the rest', () => {
  const config = readConfig(NEEDED)
  assert.equal(config.operatorUrl, 'http://127.0.0.1:8080')
  assert.equal(config.host, '127.0.0.1')
  assert.deepEqual(config.behaviour, { ...USUAL, outcome_delay_ms: 3_000, notice_delay_ms: 1_000 })
  for (const name of Object.keys(NEEDED)) {
    assert.throws(() => readConfig({ ...NEEDED, [name]: undefined }), new RegExp(name))
  }
})

test('arguments win over the environment; an unknown one is refused', () => {
  const config = readConfig(NEEDED, ['--lender-id', 'ules', '--latency-ms=1-2'])
  assert.equal(config.id, 'ules')
  assert.deepEqual(config.behaviour.latency_ms, [1, 2])
  assert.throws(() => readConfig(NEEDED, ['--latency', '5']))
})

test('a setting at fault is named without its value', () => {
  const secret = 'whsec_short'
  assert.throws(
    () => readConfig({ ...NEEDED, SHARED_SECRET: secret, LATENCY_MS: '9' }),
    (error: Error) =>
      /SHARED_SECRET/.test(error.message) &&
      /LATENCY_MS/.test(error.message) &&
      !error.message.includes(secret),
  )
})

test('the same lead meets the same lender twice; another seed is another lender', () => {
  const of = (seed: string, id: string) => conduct(seed, id, 50_000, USUAL)
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      assert.deepEqual(of('a', id), of('a', id))
      assert.ok(of('a', id).latencyMs >= 50 && of('a', id).latencyMs <= 200)
    }),
  )
  const ids = Array.from({ length: 200 }, (_, index) => `d${index}`)
  assert.ok(ids.some((id) => of('a', id).fate.at(-1) !== of('b', id).fate.at(-1)))
})

test('outcomes come in the shares of the 4,999 real applications', () => {
  const count = 10_000
  const last = new Map<string, number>()
  for (let index = 0; index < count; index++) {
    const event = conduct('seed', `lead-${index}`, 50_000, USUAL).fate.at(-1) ?? ''
    last.set(event, (last.get(event) ?? 0) + 1)
  }
  const shares: readonly (readonly [string, number])[] = [
    ['issued', 3_265 / 4_999],
    ['refused', 873 / 4_999],
    ['client_refused', 761 / 4_999],
    ['cancelled', 100 / 4_999],
  ]
  for (const [event, share] of shares) {
    assert.ok(Math.abs((last.get(event) ?? 0) / count - share) < 0.015, event)
  }
})

test('timeouts come in the share that was set', () => {
  const quiet = { ...USUAL, timeout_share: 0.1 }
  const silent = Array.from({ length: 5_000 }, (_, index) =>
    conduct('seed', `lead-${index}`, 50_000, quiet),
  ).filter(({ isSilent }) => isSilent)
  assert.ok(Math.abs(silent.length / 5_000 - 0.1) < 0.02)
})

test('the process says where it listens and stops cleanly on SIGTERM', async () => {
  const main = fileURLToPath(new URL('main.ts', import.meta.url))
  const child = spawn(process.execPath, [main], { env: { ...NEEDED }, stdio: 'pipe' })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const url = /http:\/\/127\.0\.0\.1:[0-9]+/.exec(line.toString())?.[0]
  assert.ok(url, line.toString())
  const health = await fetch(`${url}/healthz`)
  assert.deepEqual(await health.json(), { status: 'ok', lender: 'samal' })
  child.kill('SIGTERM')
  assert.deepEqual(await once(child, 'exit'), [0, null])
})
