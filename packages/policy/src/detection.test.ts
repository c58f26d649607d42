/** The operator's rules of detection: read whole or not at all, every fault by file and line. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readDetection, SIGNS } from './detection.ts'

const TEXT = readFileSync(new URL('../../../policy/detection.yaml', import.meta.url), 'utf8')

test('R-82: the rules that come with the program are read, and every sign has one', () => {
  const { detection, faults } = readDetection('detection.yaml', TEXT)
  assert.deepEqual(faults, [])
  const signs = new Set(detection?.rules.map(({ sign }) => sign))
  assert.deepEqual(
    SIGNS.filter((sign) => !signs.has(sign)),
    [],
  )
})

test('R-82: a fault gives no rules and is named by file and line', () => {
  const wrong: readonly (readonly [string, string, RegExp])[] = [
    ['atLeast: 40', 'atLeast: 0', /^detection\.yaml:/],
    ['atLeast: 40', 'atLeest: 40', /^detection\.yaml:/],
    ['sign: people_seen', 'sign: hunch', /^detection\.yaml:/],
    ['contain: [end_sessions, lock_account]', 'contain: [dismiss]', /^detection\.yaml:/],
    ['id: bulk_reads_of_a_day', 'id: bulk_reads', /^detection\.yaml:/],
    ["from: '08:00'", "from: '21:00'", /^detection\.yaml:/],
    ['actions: [values_listed]', 'actions: []', /^detection\.yaml:/],
    ['en: Repeated failed logins', "en: ''", /^detection\.yaml:/],
    ['body: DL-07', 'body: soon', /^detection\.yaml:/],
    // Codes that are none, or where nothing is refused; a stop that would meet somebody else.
    ['codes: [not_found]', 'codes: [nought]', /^detection\.yaml:/],
    ['sign: odd_hours', 'sign: odd_hours\n    codes: [not_found]', /^detection\.yaml:/],
    ['contain: [revoke_key]', 'contain: [lock_account]', /^detection\.yaml:/],
    ['contain: [end_sessions]', 'contain: [revoke_key]', /^detection\.yaml:/],
  ]
  for (const [right, bad, where] of wrong) {
    assert.ok(TEXT.includes(right), right)
    const { detection, faults } = readDetection('detection.yaml', TEXT.replace(right, bad))
    assert.equal(detection, undefined, bad)
    assert.match(faults[0] ?? '', where, bad)
  }
})

test('R-82: comments do not move the hash of the rules, a threshold does', () => {
  const of = (text: string) => readDetection('detection.yaml', text).detection?.hash
  assert.equal(of(`# more\n${TEXT}`), of(TEXT))
  assert.notEqual(of(TEXT.replace('atLeast: 40', 'atLeast: 41')), of(TEXT))
})
