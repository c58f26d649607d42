/** Policy versions over HTTP: the same steps and the same refusals as at the desk. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { draftNext, HOUSE } from '@kelisim/work'
import { at, listAt, serveApi, problemIn, staffToken, textAt } from './api-world.ts'

test('an officer reads versions and takes a step; a clerk, a second time and an old revision are refused (R-10, R-90, I12)', async () => {
  await using served = await serveApi()
  const { means } = served.world.house
  const token = await staffToken(served, 'officer')
  const clerk = await staffToken(served, 'clerk')
  const list = await served.call('GET', '/v1/desk/policies', { token })
  assert.deepEqual([list.status, at(listAt(list, 'data')[0], 'state')], [200, 'in_force'])
  const refused = problemIn(
    await served.call('GET', '/v1/desk/policies', { token: clerk }),
    403,
    'operation_not_permitted',
  )
  assert.notEqual(refused.clause, '')
  problemIn(await served.call('GET', '/v1/desk/policies'), 401, 'not_authenticated')

  const drafted = await draftNext(means, HOUSE)
  assert.ok(drafted.effect === 'done')
  const path = `/v1/desk/policies/${drafted.edition}`
  const one = await served.call('GET', path, { token })
  const codes = listAt(one, 'findings').map((finding) => at(finding, 'code'))
  assert.ok(codes.includes('approval_missing'))
  const step = { token, body: { revision: 1 } }
  problemIn(await served.call('POST', `${path}/propose`, step), 422, 'policy_faulty')
  problemIn(await served.call('POST', `${path}/approve`, step), 409, 'edition_step_wrong')
  const old = { token, body: { revision: 9 } }
  problemIn(await served.call('POST', `${path}/discard`, old), 409, 'edition_changed')
  const clerks = { token: clerk, body: { revision: 1 } }
  problemIn(await served.call('POST', `${path}/discard`, clerks), 403, 'operation_not_permitted')
  const gone = await served.call('POST', `${path}/discard`, step)
  assert.deepEqual([gone.status, textAt(gone, 'state')], [200, 'discarded'])
  problemIn(await served.call('POST', `${path}/discard`, step), 409, 'edition_changed')
})
