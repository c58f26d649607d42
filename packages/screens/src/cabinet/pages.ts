/** Every page of the cabinet in every state worth looking at, by name; for tests and pictures only. */
import type { ConsentText } from '@kelisim/policy'
import { type Language, refusal } from '@kelisim/terms'
import type { Html } from '@kelisim/ui'
import { actionsScreen } from './actions.ts'
import { blockedScreen, blockScreen } from './block.ts'
import { consentsScreen } from './consents.ts'
import { correctScreen, type CorrectView } from './correct.ts'
import { dataScreen } from './data.ts'
import { destroyScreen, farewellScreen } from './destroy.ts'
import { downloadScreen } from './download.ts'
import { ownMessagesScreen } from './messages.ts'
import { overviewScreen } from './overview.ts'
import { recipientsScreen } from './recipients.ts'
import {
  ACTIONS,
  at,
  CONSENTS,
  CONSEQUENCES,
  DATA,
  FIELD,
  QARLYGASH,
  RECIPIENTS,
  REFUSED_RECIPIENT,
  SAMAL,
  STEPS,
  sampleCabinet,
  sampleFrame,
  TO_SAMAL,
  ULES,
} from './sample.ts'
import { signedOutScreen } from './signed-out.ts'
import { withdrawnScreen, withdrawScreen } from './withdraw.ts'

const MAY_GIVE: ConsentText = {
  control: 'offers:email',
  language: 'kk',
  heading: 'Клиентке арналған өз ұсыныстарымыз (эл. пошта)',
  statement: 'Мен келісемін.',
  terms: [],
  agree: 'Электрондық поштамен алуға келісемін.',
  otherwise: 'Белгілемесем, ештеңе өзгермейді.',
  purpose: 'offers',
  operations: ['use'],
  fields: ['first_name', 'email'],
  channel: 'email',
  days: 365,
  requiredToApply: false,
  verbatim: 'Мен келісемін.',
  sha256: 'a'.repeat(64),
}

const MARKS = [
  { kind: 'code', from: at('2026-11-22T17:50:00'), until: at('2026-11-22T18:50:00') },
  { kind: 'iin' },
  { kind: 'number', from: at('2026-11-22T17:51:00') },
  { kind: 'phone' },
  { kind: 'session', from: at('2026-11-22T17:51:00'), until: at('2026-11-22T18:21:00') },
] as const

const REQUESTS = [
  {
    title: FIELD.phone,
    state: 'open',
    receivedAt: at('2026-11-22T18:00:00'),
    due: at('2026-11-23T23:59:00'),
  },
  {
    title: FIELD.last_name,
    state: 'refused',
    receivedAt: at('2026-11-19T09:00:00'),
    due: at('2026-11-20T23:59:00'),
    decidedAt: at('2026-11-20T11:00:00'),
    refused: 'no_proof',
  },
] as const

/** `seen` may change each view before it is drawn, e.g. make its words hostile. */
export function cabinetPages(
  language: Language,
  seen: <View>(view: View) => View = (view) => view,
): Readonly<Record<string, Html>> {
  const frame = sampleCabinet(language)
  const nobody = { ...frame, counts: { items: 0, consents: 0, recipients: 0 } }
  const consent = { id: '119', title: TO_SAMAL }
  const destroy = {
    frame,
    consents: 3,
    recipients: [{ name: SAMAL, due: at('2026-11-23T23:59:00') }],
    remains: CONSEQUENCES.remains.slice(1, 2),
    backupsCleanAt: at('2027-01-22T12:00:00'),
  }
  const correct = {
    frame,
    field: {
      id: 'email',
      number: 'D-12',
      title: { kk: 'Электрондық пошта', ru: 'Электронная почта', en: 'E-mail' },
      sourceKk: '',
      class: 'N',
      default: 'opt',
      purposes: ['contract'],
      type: 'email',
      box: 'contact',
      maxLength: 254,
      requiredToApply: false,
      why: { kk: '', ru: '', en: '' },
    },
    held: 'aigerim@kelisim.example',
    isAsked: false,
    holders: [],
  } as const satisfies CorrectView
  const blocked = {
    frame: { ...frame, blockedAt: at('2026-11-22T17:50:00') },
    since: at('2026-11-22T17:50:00'),
    queued: [QARLYGASH],
    copies: [
      { name: SAMAL, kind: 'block', due: at('2026-11-23T23:59:00') },
      {
        name: ULES,
        kind: 'block',
        due: at('2026-11-23T23:59:00'),
        doneAt: at('2026-11-22T17:51:00'),
      },
    ],
  } as const
  return {
    overview: overviewScreen(
      seen({
        frame,
        destroyedAt: at('2026-12-22T12:00:00'),
        askedAnew: 2,
        applications: [{ number: '7K-2041', amountTenge: 120_000, steps: STEPS }],
        recipients: RECIPIENTS,
        data: DATA,
        actions: ACTIONS,
      }),
    ),
    'overview-empty': overviewScreen(
      seen({
        frame: nobody,
        applications: [],
        recipients: [],
        data: [],
        actions: [],
      }),
    ),
    data: dataScreen(
      seen({
        frame,
        rows: DATA,
        officerEmail: 'derek@kelisim.example',
        requests: [],
        marks: MARKS,
      }),
    ),
    'data-asked': dataScreen(
      seen({
        frame,
        rows: DATA.map((row) => ({ ...row, correctHref: '/cabinet/data/phone/correct' })),
        officerEmail: 'derek@kelisim.example',
        corrected: { title: FIELD.phone, due: at('2026-11-23T23:59:00') },
        requests: REQUESTS,
        marks: MARKS,
      }),
    ),
    'data-empty': dataScreen(
      seen({
        frame: nobody,
        rows: [],
        officerEmail: 'derek@kelisim.example',
        requests: [],
        marks: MARKS,
      }),
    ),
    consents: consentsScreen(seen({ frame, consents: CONSENTS })),
    'consents-may-give': consentsScreen(
      seen({ frame, consents: CONSENTS.slice(0, 1), mayGive: [MAY_GIVE] }),
    ),
    'consents-empty': consentsScreen(seen({ frame: nobody, consents: [] })),
    withdraw: withdrawScreen(seen({ frame, consent, consequences: CONSEQUENCES })),
    'withdraw-refused': withdrawScreen(
      seen({
        frame,
        consent,
        consequences: CONSEQUENCES,
        refused: refusal('obligation_unfulfilled', '6.5'),
      }),
    ),
    withdrawn: withdrawnScreen(
      seen({
        frame,
        consent,
        at: at('2026-11-22T18:00:00'),
        consequences: CONSEQUENCES,
      }),
    ),
    recipients: recipientsScreen(seen({ frame, recipients: [REFUSED_RECIPIENT, ...RECIPIENTS] })),
    messages: ownMessagesScreen(
      seen({
        frame,
        rows: [
          {
            at: at('2026-11-23T09:00:00'),
            purpose: TO_SAMAL,
            channel: 'email',
            state: 'sent',
            language: 'kk',
            subject: 'Жаңалық',
            text: 'Енді өтінімнің күйін кабинеттен көре аласыз.',
            consent: '119',
          },
        ],
      }),
    ),
    'messages-empty': ownMessagesScreen(seen({ frame: nobody, rows: [] })),
    'recipients-empty': recipientsScreen(seen({ frame: nobody, recipients: [] })),
    actions: actionsScreen(
      seen({
        frame,
        actions: ACTIONS,
        all: 57,
        refused: 2,
        older: '0192f0c1-0000-7000-8000-000000000001',
        isFirstPage: false,
      }),
    ),
    'actions-empty': actionsScreen(
      seen({
        frame,
        actions: [],
        all: 0,
        refused: 0,
        isFirstPage: true,
      }),
    ),
    download: downloadScreen(
      seen({
        frame,
        actions: 57,
        receipts: CONSENTS.map(({ title, number, receiptHref }) => ({
          title,
          number,
          ...(receiptHref === undefined ? {} : { href: receiptHref }),
        })),
      }),
    ),
    block: blockScreen(
      seen({
        frame,
        queued: [QARLYGASH],
        holders: [{ name: SAMAL, due: at('2026-11-23T23:59:00') }],
        due: at('2026-11-23T23:59:00'),
      }),
    ),
    'block-nobody': blockScreen(
      seen({ frame, queued: [], holders: [], due: at('2026-11-23T23:59:00') }),
    ),
    blocked: blockedScreen(seen({ ...blocked, ground: 'inaccurate', byOfficer: false })),
    'blocked-by-officer': blockedScreen(seen({ ...blocked, byOfficer: true, copies: [] })),
    'data-blocked': dataScreen(
      seen({
        frame: blocked.frame,
        rows: DATA,
        officerEmail: 'derek@kelisim.example',
        requests: [],
        marks: MARKS,
      }),
    ),
    correct: correctScreen({ ...correct, holders: [SAMAL] }),
    'correct-by-proof': correctScreen({
      ...correct,
      proofBy: at('2026-11-23T23:59:00'),
      typed: 'x',
      fault: 'format',
    }),
    'correct-asked': correctScreen({ ...correct, isAsked: true }),
    destroy: destroyScreen(seen(destroy)),
    'destroy-wrong-word': destroyScreen(seen({ ...destroy, wrongWord: true })),
    'destroy-refused': destroyScreen(
      seen({
        ...destroy,
        refused: refusal('obligation_unfulfilled', '6.5'),
      }),
    ),
    farewell: farewellScreen(
      seen({
        frame: sampleFrame(language),
        items: 14,
        at: at('2026-11-22T18:05:00'),
        act: 'D-2026-000118',
        horizonAt: at('2027-01-22T12:00:00'),
        recipients: [{ name: SAMAL, due: at('2026-11-23T23:59:00') }],
      }),
    ),
    'signed-out': signedOutScreen(seen({ frame: sampleFrame(language) })),
  }
}
