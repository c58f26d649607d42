/**
 * How is a change of the policy said to a person: of what kind, of what, and from what to what?
 *
 * Names of the model become the titles that one of the two versions gives them; whatever has none is shown as it is
 * written, so that nothing is left out. Requirements, L-16.
 */
import { messages } from '@kelisim/messages'
import type { EntryChange, Policy } from '@kelisim/policy'
import type { Language, Texts } from '@kelisim/terms'

export interface ChangeWords {
  readonly kind: (change: EntryChange) => string
  readonly title: (change: EntryChange) => string | undefined
  /** `grants.1.fields` → what the last part is. */
  readonly key: (path: string) => string | undefined
  readonly value: (written: string) => string
}

export function changeWords(language: Language, ...versions: readonly Policy[]): ChangeWords {
  const { policyChange, policy: words } = messages(language)
  const titles = new Map(versions.flatMap((one) => titlesOf(one, language)))
  const kinds: Readonly<Record<string, string>> = policyChange.kinds
  const keys: Readonly<Record<string, string>> = policyChange.keys
  const states: Readonly<Record<string, string>> = { ...words.state, ...words.channelNames }
  const title = (id: string) => titles.get(id)
  return {
    kind: ({ kind }) => kinds[kind] ?? kind,
    title: ({ kind, id, title: own }) => {
      if (own !== undefined || (kind !== 'control' && kind !== 'consent')) return own?.[language]
      const [first = '', second] = id.split(':')
      if (second === undefined) return title(first)
      if (first === 'recipient') return title(second)
      return `${title(first) ?? first}, ${states[second] ?? second}`
    },
    key: (path) => keys[path.slice(path.lastIndexOf('.') + 1)],
    value: (written) => title(written) ?? states[written] ?? written,
  }
}

type Titled = { readonly id: string; readonly title: Texts }

function titlesOf(policy: Policy, language: Language): (readonly [string, string])[] {
  const lists: readonly (readonly Titled[])[] = [
    policy.operations,
    policy.roles,
    policy.subjectCategories,
    policy.purposes,
    policy.fields,
  ]
  return [
    ...lists.flat().map(({ id, title }) => [id, title[language]] as const),
    ...policy.recipients.map(({ id, name }) => [id, name[language]] as const),
  ]
}
