/** Every page of the desk in every state worth looking at, by name; for tests and pictures only. */
import { type Language, refusal } from '@kelisim/terms'
import type { Html } from '@kelisim/ui'
import { type ActionView } from '../action.ts'
import { ACTIONS, at, FIELD, PURPOSE, QARLYGASH, SAMAL, STEPS, ULES } from '../cabinet/sample.ts'
import { type ApplicationsView, applicationsScreen } from './applications.ts'
import { backupsScreen } from './backups.ts'
import { type CardView, cardScreen } from './card.ts'
import type { CardFieldState } from './card-field.ts'
import { documentPages } from './documents-sample.ts'
import type { DeskFrame } from './frame.ts'
import { ledgerScreen } from './ledger.ts'
import type { KeysView } from './ledger-keys.ts'
import { mailingsScreen } from './mailings.ts'
import { sampleMailings } from './mailings-sample.ts'
import { staffLoginScreen } from './login.ts'
import { notPermittedScreen } from './not-permitted.ts'
import { ownActionsScreen } from './own-actions.ts'
import { paperPages } from './paper-sample.ts'
import { protectionPages } from './protection-sample.ts'
import { supervisionScreen } from './recipients.ts'
import { requestScreen, requestsScreen } from './requests.ts'

export function sampleDesk(language: Language): DeskFrame {
  const role = { kk: 'оператор', ru: 'оператор', en: 'clerk' }[language]
  return {
    language,
    path: '/desk/applications',
    demo: true,
    csrf: 'sample-token',
    staff: { name: 'Д. Ким', role },
    places: ['applications', 'actions', 'requests', 'recipients', 'ledger'],
  }
}

/** The same story told at the desk: the person is not the reader. */
export const STORY: readonly ActionView[] = ACTIONS.map((action) =>
  action.actor.kind === 'you' ? { ...action, actor: { kind: 'applicant' } as const } : action,
).toReversed()

export function sampleCard(language: Language, iin: CardFieldState): CardView {
  return {
    frame: sampleDesk(language),
    id: '0192f0c1-0000-7000-8000-000000000041',
    number: '7K-2041',
    amountTenge: 120_000,
    termDays: 30,
    name: 'А••••• С•••••••',
    state: 'in_progress',
    consentUntil: at('2026-12-22T12:00:00'),
    steps: STEPS,
    revealSeconds: 60,
    fields: [
      { id: 'last_name', title: FIELD.last_name, state: masked('С•••••••') },
      { id: 'phone', title: FIELD.phone, state: masked('+7 7•• ••• •• 45') },
      { id: 'iin', title: FIELD.iin, state: iin },
      { id: 'city', title: FIELD.city, state: { state: 'open', text: 'Алматы' } },
      { id: 'employer', title: FIELD.employer, state: { state: 'absent' } },
    ],
    story: STORY,
    checkpoint: 1_204_882,
    questions: [
      {
        recipient: ULES,
        answer: refusal('recipient_not_consented', '6.2'),
        checks: [
          { check: 'consent', passed: false, names: [SAMAL, QARLYGASH] },
          { check: 'agreement', passed: true, until: at('2027-03-01T12:00:00') },
          { check: 'purpose', passed: true },
          { check: 'one_at_a_time', passed: false },
        ],
      },
      {
        recipient: SAMAL,
        answer: { effect: 'permit', fields: 5, clause: '6.2', law: '94-V art. 7(6)' },
      },
    ],
    recipients: [
      { name: SAMAL, state: 'pending' },
      { name: QARLYGASH, state: 'destroying' },
    ],
  }
}

function masked(text: string): CardFieldState {
  return { state: 'masked', text, canOpen: true }
}

const PURPOSES = [
  { id: 'subject_rights', title: PURPOSE.rights },
  { id: 'contract', title: PURPOSE.contract },
]

function list(language: Language): ApplicationsView {
  const row = { amountTenge: 120_000, termDays: 30 }
  return {
    frame: sampleDesk(language),
    at: at('2026-11-22T17:40:00'),
    all: 24,
    waiting: 3,
    filters: [
      { count: 24, current: true },
      { state: 'submitted', count: 2, current: false },
      { state: 'in_progress', count: 3, current: false },
      { state: 'closed', count: 19, current: false },
    ],
    rows: [
      {
        ...row,
        id: '0192f0c1-0000-7000-8000-000000000041',
        number: '7K-2041',
        name: 'А••••• С•••••••',
        state: 'in_progress',
        recipients: [
          { name: SAMAL, state: 'pending' },
          { name: QARLYGASH, state: 'waiting' },
        ],
        sentAt: at('2026-11-22T14:06:00'),
      },
      {
        ...row,
        id: '0192f0c1-0000-7000-8000-000000000042',
        number: '7K-2042',
        state: 'issued',
        recipients: [{ name: QARLYGASH, state: 'issued' }],
        sentAt: at('2026-11-19T09:00:00'),
      },
      {
        ...row,
        id: '0192f0c1-0000-7000-8000-000000000043',
        number: '7K-2043',
        name: 'Б••••• Т•••••••',
        state: 'submitted',
        recipients: [{ name: ULES, state: 'unknown' }],
        sentAt: at('2026-11-22T17:31:00'),
      },
    ],
    next: '1795000000000.0192f0c1-0000-7000-8000-000000000043',
    isFirstPage: false,
  }
}

type Seen = <View>(view: View) => View

/** `seen` may change each view before it is drawn, e.g. make its words hostile. */
export function deskPages(
  language: Language,
  seen: Seen = (view) => view,
): Readonly<Record<string, Html>> {
  const frame = sampleDesk(language)
  const iin = '96•• •••• ••18'
  const card = (state: CardFieldState): Html => cardScreen(seen(sampleCard(language, state)))
  const ledger = {
    frame: { ...frame, path: '/desk/ledger' },
    size: 1_204_882,
    root: 'q3Lx0N8tTz2mQ4uC1vWk9b7yR5eH6sJ0aF3dG8hK2Lw=',
    checkpointAt: at('2026-11-22T17:40:00'),
    waiting: 3,
    command: 'npx kelisim ledger verify --from http://127.0.0.1:8080/ledger',
  }
  const requests = { ...frame, path: '/desk/requests' }
  const blocked = {
    id: 'a',
    application: { id: '0192f0c1-0000-7000-8000-000000000041', number: '7K-2041' },
    receivedAt: at('2026-11-22T18:00:00'),
    due: { at: at('2026-11-23T23:59:00'), days: 1, passed: 0, state: 'near' },
    state: 'open',
    ground: 'inaccurate',
  } as const
  const { ground: _ground, ...rest } = blocked
  const asked = { ...rest, field: FIELD.last_name }
  const agreement = { number: '2026/ПЛ-01', until: at('2027-03-01T23:59:00') }
  const paper = { document: '№ 14-2/26', signedOn: '2026-09-02', words: undefined }
  const attesting = {
    papers: [{ ...paper, said: 'conforms' }],
    due: at('2027-03-01T00:00:00'),
    isOverdue: false,
  } as const
  const supervised = {
    frame: { ...frame, path: '/desk/recipients' },
    recipients: [
      { id: 'samal', name: SAMAL, agreement, planned: 2, sent: 41, attesting },
      {
        id: 'ules',
        name: ULES,
        agreement,
        planned: 0,
        sent: 7,
        attesting: {
          ...attesting,
          papers: [{ ...paper, said: 'deviates', words: 'Мақсаттан тыс сұрау болған' } as const],
        },
        suspended: { at: at('2026-11-20T10:12:00'), reason: 'Лицензия тексеріліп жатыр' },
      },
      {
        id: 'qarlygash',
        name: QARLYGASH,
        agreement,
        planned: 2,
        sent: 11,
        attesting: { papers: [], due: at('2026-08-28T00:00:00'), isOverdue: true },
        suspended: { at: at('2026-11-22T23:41:00'), reason: '20261122-7K2M' },
        stopped: {
          incident: '01976f00-0000-7000-8000-000000000009',
          isKeyRevoked: true,
          isSuspended: true,
        },
      },
    ],
  }
  const keys: KeysView = {
    holder: 'file',
    oldCopies: 'opens',
    keyDays: { min: 0, max: 0 },
    epoch: 41,
    madeAt: at('2026-11-22T03:00:00'),
    alive: 1,
    late: false,
    horizonDays: 8,
  }
  return {
    login: staffLoginScreen(seen({ frame })),
    'login-wrong': staffLoginScreen(seen({ frame, fault: 'wrong' })),
    'login-paused': staffLoginScreen(seen({ frame, fault: 'paused' })),
    applications: applicationsScreen(seen(list(language))),
    'applications-none-here': applicationsScreen(seen({ ...list(language), rows: [] })),
    'applications-none': applicationsScreen(
      seen({ ...list(language), all: 0, waiting: 0, rows: [] }),
    ),
    card: card(masked(iin)),
    'card-asking': card({ state: 'asking', text: iin, purposes: PURPOSES }),
    'card-unanswered': card({ state: 'asking', text: iin, purposes: PURPOSES, unanswered: true }),
    'card-no-purpose': card({ state: 'asking', text: iin, purposes: [] }),
    'card-shown': card({
      state: 'shown',
      text: '961130600018',
      masked: iin,
      until: at('2026-11-22T17:41:00'),
      milliseconds: 60_000,
    }),
    'card-refused': card({
      state: 'refused',
      text: iin,
      refusal: refusal('field_not_for_role', '7.3(8)'),
    }),
    ledger: ledgerScreen(seen({ ...ledger, keys })),
    backups: backupsScreen(
      seen({
        frame,
        now: at('2026-11-22T17:40:00'),
        newest: { at: at('2026-11-22T12:40:00'), medium: 'Диск 2' },
        opens: true,
        drill: { at: at('2026-11-20T03:00:00'), ok: true, lost: 0, seconds: 41 },
        media: [
          {
            name: 'Диск 2',
            region: 'KZ-75',
            place: 'сейф 2',
            custodian: 'Д. Ким',
            state: 'in_use',
            issuedTo: undefined,
            act: undefined,
            backedUpAt: at('2026-11-22T12:40:00'),
          },
        ],
        restorations: [
          {
            at: at('2026-11-21T09:00:00'),
            isWhole: false,
            restored: 7,
            removed: 1,
            lost: 0,
            entry: 1_204,
          },
        ],
      }),
    ),
    ...protectionPages(frame, seen),
    mailings: mailingsScreen(seen(sampleMailings(frame))),
    'mailings-none': mailingsScreen(seen({ ...sampleMailings(frame), rows: [], faults: [] })),
    'backups-none': backupsScreen(
      seen({
        frame,
        now: at('2026-11-22T17:40:00'),
        newest: undefined,
        opens: false,
        drill: undefined,
        media: [],
        restorations: [],
      }),
    ),
    'ledger-good': ledgerScreen(
      seen({
        ...ledger,
        keys: { ...keys, holder: 'transit', oldCopies: 'nothing', keyDays: { min: 0, max: 0 } },
        verification: { ok: true, at: at('2026-11-22T17:41:00'), size: 1_204_882 },
        audit: {
          at: at('2026-11-22T17:42:00'),
          rows: 48_120,
          indexesUnseen: true,
          findings: [],
          findingsAll: 0,
          recorded: true,
        },
      }),
    ),
    'ledger-bad': ledgerScreen(
      seen({
        ...ledger,
        keys: { ...keys, holder: 'aws-kms', keyDays: { min: 7, max: 30 }, late: true, alive: 3 },
        verification: {
          ok: false,
          at: at('2026-11-22T17:41:00'),
          fault: 'entry',
          entry: 1_204_731,
          path: 'tile/entries/x004/706',
        },
        audit: {
          at: at('2026-11-22T17:42:00'),
          rows: 48_120,
          findings: [
            {
              code: 'row_not_vouched',
              table: 'consent',
              where: '0192f0c1-0000-7000-8000-000000000041',
            },
            { code: 'row_missing', table: 'disclosure', where: '1204731' },
          ],
          findingsAll: 2,
          recorded: true,
        },
      }),
    ),
    ...documentPages(frame, seen),
    requests: requestsScreen(
      seen({ frame: requests, rows: [asked, { ...asked, id: 'b', state: 'refused' as const }] }),
    ),
    'requests-none': requestsScreen(seen({ frame: requests, rows: [] })),
    request: requestScreen(seen({ frame: requests, row: asked })),
    'request-open': requestScreen(
      seen({
        frame: requests,
        row: asked,
        values: { held: 'Сейітова', wanted: 'Сейтова' },
        missing: 'evidence',
      }),
    ),
    'request-decided': requestScreen(seen({ frame: requests, row: { ...asked, state: 'done' } })),
    'request-block': requestScreen(
      seen({
        frame: requests,
        row: blocked,
        unblockBy: at('2026-11-23T23:59:00'),
      }),
    ),
    ...paperPages(frame),
    recipients: supervisionScreen(seen(supervised)),
    'recipients-unreasoned': supervisionScreen(
      seen({
        ...supervised,
        recipients: supervised.recipients.map((one) => ({ ...one, unreasoned: true })),
      }),
    ),
    'recipients-unattested': supervisionScreen(
      seen({
        ...supervised,
        recipients: supervised.recipients.map((one) => {
          const fault = one.id === 'ules' ? ({ fault: 'words' } as const) : {}
          return { ...one, attesting: { ...one.attesting, ...fault } }
        }),
      }),
    ),
    'own-actions': ownActionsScreen(
      seen({
        frame: { ...frame, path: '/desk/actions' },
        actions: ACTIONS.slice(1, 3),
        all: 12,
        refused: 1,
        older: '0192f0c1-0000-7000-8000-000000000001',
        isFirstPage: true,
      }),
    ),
    'not-permitted': notPermittedScreen(
      seen({
        frame,
        refusal: refusal('operation_not_permitted', '7.3(8)'),
        recorded: true,
      }),
    ),
  }
}
