/**
 * What a draft would look like and what it would do: preview in three languages, changes, people affected.
 *
 * Law: 94-V art. 7(8), 8(4), 14, 25(2)(1-1). Requirements: R-2, R-17, R-35, R-88.
 */
import type { House } from '@kelisim/house'
import { messages } from '@kelisim/messages'
import { type Consequences, consentTexts, type Policy } from '@kelisim/policy'
import {
  type ChangesView,
  type EditionView,
  type ImpactRow,
  policyPage,
  policyPreviewScreen,
} from '@kelisim/screens'
import { isLanguage, type Language } from '@kelisim/terms'
import type { Html } from '@kelisim/ui'
import { weighPolicy } from '@kelisim/work'
import type { FastifyRequest } from 'fastify'
import type { OpenedEdition } from './desk-policy-views.ts'
import type { DeskVisit } from './desk-visit.ts'
import { whoSpeaks } from './page.ts'
import { policyAsPdf } from './policy-print.ts'

type Preview = Parameters<typeof policyPreviewScreen>[0]

export function previewView(
  view: EditionView,
  { policy }: OpenedEdition,
  request: FastifyRequest,
): Preview {
  const language = previewLanguage(view.frame.language, request)
  if (policy === undefined) return { ...view, in: language }
  // A text that lacks a part of what the law asks is not compiled: the finding says which.
  const texts = compiled(policy, language)
  return texts === undefined ? { ...view, in: language } : { ...view, in: language, texts }
}

function compiled(policy: Policy, language: Language) {
  try {
    return consentTexts(policy, language)
  } catch {
    // The compiler refuses a form it cannot fill; the errors beside the page name what is missing.
    return undefined
  }
}

/** The public page as it would be, in the frame of the public site. */
export function previewPage(
  house: House,
  { frame }: DeskVisit,
  { policy, edition }: OpenedEdition,
  request: FastifyRequest,
): Html | undefined {
  if (policy === undefined) return undefined
  const language = previewLanguage(frame.language, request)
  return policyPage({
    frame: {
      language,
      path: frame.path,
      demo: house.environment.mode === 'demo',
      ...whoSpeaks(policy),
    },
    policy,
    draft: isDraft(edition),
  })
}

/** The same on paper, with the mark on each sheet. */
export async function previewPdf(
  { frame }: DeskVisit,
  { policy, edition }: OpenedEdition,
  request: FastifyRequest,
): Promise<Buffer | undefined> {
  if (policy === undefined) return undefined
  return await policyAsPdf(policy, previewLanguage(frame.language, request), isDraft(edition))
}

/** Anything that has not come into force: approved and published for a later day, too. */
function isDraft({ state }: OpenedEdition['edition']): boolean {
  return state !== 'in_force' && state !== 'superseded'
}

function previewLanguage(own: Language, request: FastifyRequest): Language {
  const asked: unknown = Reflect.get(Object(request.query), 'in')
  return isLanguage(asked) ? asked : own
}

export async function changesView(
  house: House,
  view: EditionView,
  { policy }: OpenedEdition,
): Promise<ChangesView> {
  if (policy === undefined) return view
  const { diff, impact } = await weighPolicy(house.means, policy)
  const { language } = view.frame
  const words = messages(language).deskPolicy.changes
  const name = namer(language, [house.means.policy, policy])
  const listed = (ids: readonly string[]) => ids.map((id) => name('field', id)).join(', ')
  const to = (one: Consequences['stops'][number]['to']) =>
    one.kind === 'recipient' ? ` → ${name('recipient', one.id)}` : ''
  return {
    ...view,
    compared: {
      same: diff.same,
      people: impact.people,
      answers: diff.answers,
      newConsents: impact.newConsents.map((one) => ({
        what: `${name('purpose', one.purpose)}${one.recipient === undefined ? '' : ` → ${name('recipient', one.recipient)}`}`,
        note: listed(one.isNew ? one.allFields : one.fields),
        people: one.people,
      })),
      stops: impact.stops.map(
        (one): ImpactRow => ({
          what: `${name('purpose', one.purpose)}${to(one.to)}`,
          note: `${one.operations.map((id) => name('operation', id)).join(', ')}: ${listed(one.fields)}`,
          people: one.people,
        }),
      ),
      destroys: impact.destroys.map(
        (one): ImpactRow => ({
          what: listed(one.fields),
          note: `${words.gone[one.why]}${one.olderThanDays > 0 ? `, ${words.older(one.olderThanDays)}` : ''}`,
          people: one.people,
        }),
      ),
      notifies: impact.notifies.map(
        (one): ImpactRow => ({
          what: name('recipient', one.recipient),
          note: `${words.told[one.why]}: ${listed(one.fields)}`,
          people: one.people,
        }),
      ),
      entries: diff.changes,
      versions: [house.means.policy, policy],
    },
  }
}

function namer(language: Language, policies: readonly Policy[]) {
  return (kind: 'field' | 'purpose' | 'recipient' | 'operation', id: string): string => {
    for (const policy of policies.toReversed()) {
      const titled = {
        field: policy.fields,
        purpose: policy.purposes,
        operation: policy.operations,
      }
      const known =
        kind === 'recipient'
          ? policy.recipients.find((one) => one.id === id)?.name
          : titled[kind].find((one) => one.id === id)?.title
      if (known !== undefined) return known[language]
    }
    return id
  }
}
