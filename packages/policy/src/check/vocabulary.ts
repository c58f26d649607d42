/**
 * Has every word of the policy a public term, and does every term exist?
 *
 * A policy without `dpv.yaml` is mapped to nothing and is none the worse. With it, each purpose, operation,
 * field, category of subjects, ground, measure and right is mapped; `dpv:` and `pd:` terms stand in the list that was read
 * from the pinned release, `kz:` terms are of our own namespace.
 * Requirements: R-9, L-16; DPV 2.3.
 */
import type { Terms } from '../annex-model.ts'
import { error } from '../fault.ts'
import type { Finding, Policy } from '../model.ts'
import type { Places } from '../read.ts'
import { DPV_TERMS, PD_TERMS, VOCABULARY_VERSION } from '../vocabulary-terms.ts'

const FILE = 'dpv.yaml'
const CLAUSE = '1.3'
const OWN = /^kz:[A-Z][A-Za-z0-9]{0,59}$/

type Part = 'purposes' | 'operations' | 'fields' | 'subjects' | 'grounds' | 'measures' | 'rights'

export function checkVocabulary(policy: Policy, places: Places): readonly Finding[] {
  const { vocabulary } = policy
  if (vocabulary === undefined) return []
  const parts: Readonly<Record<Part, readonly string[]>> = {
    purposes: policy.purposes.map(({ id }) => id),
    operations: policy.operations.map(({ id }) => id),
    fields: policy.fields.map(({ id }) => id),
    subjects: policy.subjectCategories.map(({ id }) => id),
    grounds: ['consent', 'statute'],
    measures: policy.register?.measures ?? [],
    rights: policy.rights.map(({ id }) => id),
  }
  const wrongVersion =
    vocabulary.version === VOCABULARY_VERSION
      ? []
      : [
          error('dpv_version_unknown', places.in(FILE, 'version'), CLAUSE, {
            version: VOCABULARY_VERSION,
          }),
        ]
  const names: readonly Part[] = [
    'purposes',
    'operations',
    'fields',
    'subjects',
    'grounds',
    'measures',
    'rights',
  ]
  return [
    ...wrongVersion,
    ...names.flatMap((part) => partFaults(part, parts[part], vocabulary[part], places)),
  ]
}

function partFaults(
  part: Part,
  known: readonly string[],
  terms: Terms,
  places: Places,
): readonly Finding[] {
  const unmapped = known
    .filter((id) => terms[id] === undefined)
    .map((id) => error('dpv_unmapped', places.in(FILE, part), CLAUSE, { id }))
  const strange = Object.keys(terms)
    .filter((id) => !known.includes(id))
    .map((id) => error('dpv_unknown', places.in(FILE, part, id), CLAUSE, { id }))
  const invented = Object.entries(terms).flatMap(([id, named]) =>
    named
      .filter((term) => !exists(term))
      .map((term) => {
        const params = { term, version: VOCABULARY_VERSION }
        return error('dpv_term_unknown', places.in(FILE, part, id), CLAUSE, params)
      }),
  )
  return [...unmapped, ...strange, ...invented]
}

function exists(term: string): boolean {
  if (term.startsWith('dpv:')) return DPV_TERMS.has(term.slice('dpv:'.length))
  if (term.startsWith('pd:')) return PD_TERMS.has(term.slice('pd:'.length))
  return OWN.test(term)
}
