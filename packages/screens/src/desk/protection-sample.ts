/** The page of the protection with reviewed controls of an invented house; for tests and pictures only. Requirements. */
import { CONTROL_NAMES } from '@kelisim/terms'
import type { Html } from '@kelisim/ui'
import { at } from '../cabinet/sample.ts'
import type { ControlsView } from './controls.ts'
import type { DeskFrame } from './frame.ts'
import { protectionScreen } from './protection.ts'

const STANDS = {
  outcome: 'stands',
  words: undefined,
  by: 'Сапарова А.',
  at: at('2026-11-01T10:00:00'),
} as const
const IMPROVED = { ...STANDS, outcome: 'improved', words: 'Кілт енді күн сайын ауысады' } as const

const CONTROLS: ControlsView = {
  lines: CONTROL_NAMES.map((control, place) => {
    const line = { control, clause: '7.3(2)', findings: [], reviews: [STANDS] }
    if (place === 0) return { ...line, findings: ['never'] as const, reviews: [] }
    if (place === 1) return { ...line, reviews: [IMPROVED, STANDS] }
    return place === 2 ? { ...line, clause: '', findings: ['overdue'] as const } : line
  }),
  typed: { control: 'access', outcome: 'gap', words: '' },
  fault: 'words',
}

export function protectionPages(
  frame: DeskFrame,
  seen: <View>(view: View) => View,
): Readonly<Record<string, Html>> {
  return {
    protection: protectionScreen(
      seen({
        frame,
        at: at('2026-11-22T17:40:00'),
        lines: [
          { check: 'keys', found: 'keys_usable' },
          { check: 'ledger', found: 'ledger_writable' },
          { check: 'public', found: 'public_https' },
          { check: 'database', found: 'database_open' },
          { check: 'place', found: 'place_of_demo' },
        ] as const,
        controls: CONTROLS,
      }),
    ),
    'protection-unseen': protectionScreen(
      seen({
        frame,
        at: undefined,
        lines: [{ check: 'keys', found: undefined }] as const,
        controls: { lines: [] },
      }),
    ),
  }
}
