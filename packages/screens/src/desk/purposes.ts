/**
 * What is processed for which purpose, what harm could come of it, and does the person responsible stop one?
 *
 * The note of rights and harm stands in the card whose processing is stopped (`supervised.ts`).
 *
 * Law: 94-V art. 5, 25(3). Requirements. Invariant I6.
 */
import { messages } from '@kelisim/messages'
import type { Policy, Processing, Purpose } from '@kelisim/policy'
import type { Language } from '@kelisim/terms'
import { type Html, html } from '@kelisim/ui'
import { purposeStatePath } from '../paths.ts'
import { clauseLink, lawLinks } from '../public/cite.ts'
import { type DeskFrame, deskHead, deskPage } from './frame.ts'
import { type Supervised, type Suspension, supervisedCards } from './supervised.ts'

export interface PurposeStateView {
  readonly purpose: string
  readonly suspended?: Suspension
  /** Its form came without a reason of the right length. */
  readonly unreasoned?: boolean
}

export interface PurposesDeskView {
  readonly frame: DeskFrame
  readonly policy: Policy
  readonly states: readonly PurposeStateView[]
}

export function purposesScreen(view: PurposesDeskView): Html {
  const { language } = view.frame
  const words = messages(language).deskPurposes
  const suspended = view.states.filter((one) => one.suspended !== undefined).length
  return deskPage(view.frame, {
    current: 'purposes',
    title: words.title,
    content: html`${deskHead(words.sentence(view.policy.purposes.length, suspended), words.note)}
${supervisedCards(
  view.frame,
  view.policy.purposes.map((purpose) => supervised(view, purpose)),
)}`,
  })
}

function supervised(view: PurposesDeskView, purpose: Purpose): Supervised {
  const { language } = view.frame
  const words = messages(language).deskPurposes
  const state = view.states.find((one) => one.purpose === purpose.id)
  const kept = view.policy.register?.processing.find((one) => one.purpose === purpose.id)
  return {
    kind: 'purpose',
    id: purpose.id,
    name: purpose.title[language],
    words,
    terms: [
      { label: words.clause, value: clauseLink(purpose.clause) },
      {
        label: words.ground,
        value: html`${words.grounds[purpose.ground]}, ${lawLinks(language, ...purpose.legal)}`,
      },
      ...(kept === undefined ? [] : activity(language, kept)),
    ],
    suspended: state?.suspended,
    consequence: purpose.everyStoredField === true ? words.consequenceOfRights : words.consequence,
    suspendPath: purposeStatePath(purpose.id, 'suspend'),
    resumePath: purposeStatePath(purpose.id, 'resume'),
    unreasoned: state?.unreasoned,
  }
}

function activity(language: Language, { method, note }: Processing) {
  const { activity: words } = messages(language).policy
  const said = note === undefined ? [] : (['rights', 'harm', 'reduced'] as const)
  return [
    { label: words.method, value: words.methods[method] },
    ...said.map((key) => ({ label: words[key], value: note?.[key][language] ?? '' })),
  ]
}
