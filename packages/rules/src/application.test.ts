import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { moment } from '@kelisim/terms'
import {
  DISCLOSURE_STEPS,
  type DisclosureState,
  mayAskNext,
  mayHoldCopy,
  nextState,
  OUTCOME_ORDER,
  type OutcomeEvent,
  stateAfterOutcomes,
} from './application.ts'

const STATES = Object.keys(DISCLOSURE_STEPS) as DisclosureState[]
const anyEvents = fc.array(
  fc.record({
    kind: fc.constantFrom(...OUTCOME_ORDER),
    at: fc.integer({ min: 0, max: 5 }).map(moment),
  }),
  { maxLength: 8 },
)
const anyState = fc.constantFrom<DisclosureState>('sending', 'unknown', 'pending', 'accepted')

function event(kind: string, at: number): OutcomeEvent {
  return { kind, at: moment(at) }
}

test('I12: outcomes lead to one state in whatever order and however often they arrive', () => {
  fc.assert(
    fc.property(anyState, anyEvents, fc.infiniteStream(fc.nat()), (state, events, chance) => {
      const once = stateAfterOutcomes(state, events)
      const keyed = events.map((one) => ({ one, key: chance.next().value }))
      const shuffled = keyed.toSorted((a, b) => a.key - b.key).map(({ one }) => one)
      assert.deepEqual(stateAfterOutcomes(state, shuffled), once)
      assert.deepEqual(stateAfterOutcomes(state, [...events, ...shuffled]), once)
    }),
  )
})

test('I12: the state reached one outcome after another is the state of them all', () => {
  fc.assert(
    fc.property(anyState, anyEvents, (state, events) => {
      let now: string = state
      events.forEach((_, index) => {
        now = stateAfterOutcomes(now, events.slice(0, index + 1)).disclosure
      })
      assert.equal(now, stateAfterOutcomes(state, events).disclosure)
    }),
  )
})

test('R-22: a late report does not take a loan back, a later stage does not need the earlier', () => {
  const issued = [event('issued', 2), event('contacted', 3)]
  assert.deepEqual(stateAfterOutcomes('accepted', issued), {
    disclosure: 'issued',
    application: 'issued',
  })
  assert.equal(stateAfterOutcomes('accepted', [event('approved', 1)]).disclosure, 'approved')
  // The recipient takes his refusal back.
  const reopened = [event('refused', 1), event('approved', 2)]
  assert.equal(stateAfterOutcomes('accepted', reopened).disclosure, 'approved')
  assert.equal(stateAfterOutcomes('accepted', [event('refused', 1)]).disclosure, 'partner_refused')
})

test('R-58: an outcome ends a silence, because it proves that the data arrived', () => {
  assert.equal(stateAfterOutcomes('unknown', [event('contacted', 1)]).disclosure, 'contacted')
})

test('R-45: nothing that a recipient reports undoes a recall, a stop or a refusal of ours', () => {
  for (const state of ['recalled', 'stopped', 'denied']) {
    assert.deepEqual(stateAfterOutcomes(state, [event('issued', 1)]), {
      disclosure: state,
      application: undefined,
    })
  }
  assert.equal(stateAfterOutcomes('nonsense', [event('issued', 1)]).disclosure, 'nonsense')
  assert.equal(stateAfterOutcomes('accepted', [event('nonsense', 1)]).disclosure, 'accepted')
})

test('R-45: whatever was handed over can be recalled, and what was not can be stopped', () => {
  const unsent = new Set<string>(['waiting', 'planned', 'denied', 'stopped'])
  for (const state of STATES) {
    if (unsent.has(state)) assert.equal(mayHoldCopy(state), false, state)
    else if (state !== 'recalled') {
      assert.equal(nextState(state, 'recall'), 'recalled', state)
      assert.equal(mayHoldCopy(state), true, state)
    }
  }
  assert.equal(nextState('waiting', 'stop'), 'stopped')
  assert.equal(nextState('planned', 'stop'), 'stopped')
  assert.equal(nextState('sending', 'stop'), undefined)
})

test('R-58: every state is reached from the beginning, and every step leads to a state', () => {
  const reached = new Set<DisclosureState>(['waiting'])
  for (let before = 0; before !== reached.size; ) {
    before = reached.size
    for (const state of reached) {
      for (const next of Object.values(DISCLOSURE_STEPS[state])) reached.add(next)
    }
  }
  assert.deepEqual([...reached].toSorted(), STATES.toSorted())
})

test('R-58: one recipient at a time; a silence blocks the next', () => {
  assert.equal(mayAskNext(['waiting', 'refused', 'partner_refused', 'recalled']), true)
  for (const open of ['planned', 'sending', 'unknown', 'pending', 'accepted', 'cooling_off']) {
    assert.equal(mayAskNext(['refused', open]), false, open)
  }
  assert.equal(mayAskNext(['issued']), false)
  assert.equal(mayAskNext([]), true)
})
