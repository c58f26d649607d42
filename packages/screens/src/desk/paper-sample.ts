/** The form of what was done on paper, and the line it leaves, in every state; for tests and pictures only. */
import { refusal } from '@kelisim/terms'
import type { Html } from '@kelisim/ui'
import type { ActionView } from '../action.ts'
import { at, FIELD, PURPOSE } from '../cabinet/sample.ts'
import type { DeskFrame } from './frame.ts'
import { ownActionsScreen } from './own-actions.ts'
import { paperScreen, type PaperView } from './paper.ts'

export const PAPER_ACTION: ActionView = {
  at: at('2026-11-22T18:05:00'),
  what: { effect: 'done', kind: 'paper_recorded' },
  actor: { kind: 'staff', name: 'Д. Ким' },
  fields: [FIELD.phone],
  purpose: PURPOSE.contract,
  clause: '2.1(1)',
  law: '94-V art. 7(1)',
  paper: {
    operation: { kk: 'Шығарып алу', ru: 'Извлечение', en: 'Extraction' },
    day: '2026-11-20',
    document: '№ 12-п',
  },
  proof: { state: 'pending' },
}

const TYPED = {
  operation: 'extract',
  purpose: 'contract',
  fields: ['phone'],
  day: '2026-11-20',
  document: '961130600018',
}

export function paperPages(frame: DeskFrame): Readonly<Record<string, Html>> {
  const view: PaperView = {
    frame,
    id: '0192f0c1-0000-7000-8000-000000000041',
    number: '7K-2041',
    daysMax: 30,
    referenceCharsMax: 40,
    operations: [
      { id: 'extract', title: { kk: 'Шығарып алу', ru: 'Извлечение', en: 'Extraction' } },
    ],
    purposes: [{ id: 'contract', title: PURPOSE.contract }],
    fields: [
      { id: 'last_name', title: FIELD.last_name },
      { id: 'phone', title: FIELD.phone },
    ],
  }
  const nothing = { ...view, operations: [], purposes: [], fields: [] }
  return {
    paper: paperScreen(view),
    'paper-person': paperScreen({ ...view, typed: TYPED, fault: 'identifier' }),
    'paper-future': paperScreen({ ...view, typed: TYPED, fault: 'future' }),
    'paper-refused': paperScreen({
      ...view,
      typed: { ...TYPED, document: '№ 12-п' },
      refusal: refusal('consent_withdrawn', '2.1(1)'),
    }),
    'paper-nothing': paperScreen(nothing),
    'paper-told': ownActionsScreen({
      frame: { ...frame, path: '/desk/actions' },
      actions: [PAPER_ACTION],
      all: 1,
      refused: 0,
      isFirstPage: true,
    }),
  }
}
