/** The table of controls against the standards it names. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CONTROL_NAMES, CONTROLS } from './control.ts'

/** ISO/IEC 27001:2022, Annex A: how many controls each theme has. */
const THEMES: Readonly<Record<string, number>> = { '5': 37, '6': 8, '7': 14, '8': 34 }
/** ISO/IEC 27701:2019, Annex A. */
const PRIVACY: Readonly<Record<string, number>> = { '2': 8, '3': 10, '4': 9, '5': 4 }

test('R-73: every control names places that the standards have, each once, and a requirement', () => {
  for (const control of CONTROL_NAMES) {
    const { iso27001, iso27701, serves } = CONTROLS[control]
    assert.ok(iso27001.length > 0, control)
    assert.match(serves, /^[RL]-\d+$/)
    for (const place of iso27001) {
      const [, theme = '', number] = /^A\.(\d)\.(\d+)$/.exec(place) ?? assert.fail(place)
      assert.ok(Number(number) >= 1 && Number(number) <= (THEMES[theme] ?? 0), place)
    }
    for (const place of iso27701) {
      const [, group = '', number] = /^A\.7\.(\d)\.(\d+)$/.exec(place) ?? assert.fail(place)
      assert.ok(Number(number) >= 1 && Number(number) <= (PRIVACY[group] ?? 0), place)
    }
    assert.equal(new Set([...iso27001, ...iso27701]).size, iso27001.length + iso27701.length)
  }
})
