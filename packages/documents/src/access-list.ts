/**
 * Who may do what, for which purpose, with which data? The rules of access, as lists and as one matrix.
 *
 * The cells are those that `compileTables` decides with: what is not in them is refused.
 * Law: 94-V art. 10(1), 11(2). Requirements.
 */
import { expand, type Policy } from '@kelisim/policy'
import type { Language } from '@kelisim/terms'
import { type Content, html } from '@kelisim/ui'
import { type Document, documentOf } from './document.ts'
import { grid, paper, part } from './paper.ts'
import { isCollected, titlesOf } from './reading.ts'
import { wordsOf } from './words/index.ts'

type Role = Policy['roles'][number]
type Grant = Role['grants'][number]

export function accessList(policy: Policy, language: Language): Document {
  const words = wordsOf(language).access
  const main = html`${policy.roles.map((role) =>
    part(role.title[language], ofRole(policy, role, language)),
  )}${part(words.matrix, matrix(policy, language))}`
  return documentOf({
    kind: 'access',
    name: `access.${language}.html`,
    title: words.title,
    mediaType: 'text/html; charset=utf-8',
    language,
    text: paper({ policy, language, title: words.title, lead: words.lead, wide: true, main }),
  })
}

function ofRole(policy: Policy, role: Role, language: Language): Content {
  const words = wordsOf(language).access
  if (role.grants.length === 0) return html`<p>${words.nothing}</p>`
  return grid(
    role.title[language],
    [{ heading: words.purpose }, { heading: words.operations }, { heading: words.fields }],
    role.grants.map((grant) => [
      titlesOf(policy.purposes, [grant.purpose], language),
      titlesOf(policy.operations, grant.operations, language),
      fieldsOf(policy, grant, language),
    ]),
  )
}

function fieldsOf(policy: Policy, grant: Grant, language: Language): string {
  const words = wordsOf(language).access
  const ids = expand(policy, grant)
  if (ids.length === 0) return words.noFields
  if (grant.fields.includes('*')) return words.allFields(ids.length)
  return titlesOf(policy.fields, ids, language)
}

/** Letters of the purposes for which a role may work with an item. */
export function lettersOf(policy: Policy, role: Role, field: string): string {
  return policy.purposes
    .filter((purpose) =>
      role.grants.some(
        (grant) => grant.purpose === purpose.id && expand(policy, grant).includes(field),
      ),
    )
    .map(({ letter }) => letter)
    .join(' ')
}

function matrix(policy: Policy, language: Language): Content {
  const words = wordsOf(language).access
  const roles = policy.roles.filter(({ grants }) => grants.some(({ fields }) => fields.length > 0))
  const legend = policy.purposes.map(({ letter, title }) => `${letter} – ${title[language]}`)
  const rows = policy.fields
    .filter((field) => isCollected(policy, field))
    .map((field) => [
      `${field.number} ${field.title[language]}`,
      ...roles.map((role) => lettersOf(policy, role, field.id) || '–'),
    ])
  const columns = [
    { heading: words.item },
    ...roles.map((role) => ({ heading: role.title[language], class: 'c' as const })),
  ]
  return html`<p>${words.legend} ${legend.join('; ')}.</p>${grid(words.matrix, columns, rows)}`
}
