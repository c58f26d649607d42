/**
 * kill -9 of the server itself under calls over HTTP, alone, with PostgreSQL, in a rotation of the keys and among
 * destructions. `npm run crash -- --mode http --cycles 100` is the long run of this test.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runHttpCrashes } from './crash/http/http-run.ts'

test('what the server said over HTTP before it was killed is true, and the destroyed stay destroyed (I2, I3, I5, I12)', async () => {
  const lines: string[] = []
  const log = (line: string) => void lines.push(line)
  const report = await runHttpCrashes({ cycles: 7, seed: 11, pressMsMax: 400, log })
  assert.deepEqual(report.faults, [], lines.join('\n'))
  const { acknowledged = 0, destroyed = 0, outcomes = 0 } = report.figures
  assert.ok(acknowledged > 10 && destroyed > 2 && outcomes > 10, JSON.stringify(report.figures))
})
