/**
 * The policy for programs of others: JSON-LD in the terms of the W3C Data Privacy Vocabulary 2.3.
 *
 * One process for each purpose with its operations, data, ground, recipients, subjects, measures and term; the
 * context stands in the file, so nothing is fetched to expand it. Where the vocabulary has no term, ours are
 * defined in the same file (`kz:`), with titles in three languages and the nearest public term as the broader one.
 *
 * Without a mapping (`dpv.yaml`) the same graph is made with our own terms only.
 * Format: JSON-LD 1.1. Law: 94-V art. 25(2)(1-1). Requirements, L-16.
 */
import type { Policy, Purpose, Terms } from '@kelisim/policy'
import { type Json, LANGUAGES, type Texts, TRACE_NAMES, TRACES } from '@kelisim/terms'
import { type Document, documentOf, readableJson } from './document.ts'
import { wordsOf } from './words/index.ts'
import { fieldsOfPurpose, isCollected, operationsOf, recipientsOf } from './reading.ts'

type Node = { readonly [name: string]: Json }

const DPV = 'https://w3id.org/dpv#'
const PD = 'https://w3id.org/dpv/pd#'
/** ISO 3166: the only country in which data are kept. */
const COUNTRY = 'KZ'
/** Broader terms for those we define ourselves, by the part of the mapping that names them. */
const BROADER = {
  purposes: 'dpv:Purpose',
  operations: 'dpv:Processing',
  fields: 'pd:Identifying',
  subjects: 'dpv:DataSubject',
  grounds: 'dpv:LegalBasis',
  measures: 'dpv:TechnicalOrganisationalMeasure',
  rights: 'dpv:DataSubjectRight',
} as const
type Part = keyof typeof BROADER

export function linkedData(policy: Policy): readonly Document[] {
  const namespace = policy.vocabulary?.namespace ?? `${policy.operator.site}/vocabulary/kz#`
  const graph = [
    ontology(policy),
    operator(policy),
    ...policy.purposes.map((purpose) => process(policy, purpose)),
    ...policy.fields
      .filter((field) => isCollected(policy, field))
      .map((field) => ({
        '@id': `policy:field/${field.id}`,
        '@type': terms(policy, 'fields', field.id),
        'skos:notation': field.number,
        'skos:prefLabel': labels(field.title),
        'dpv:hasNecessity': { '@id': field.requiredToApply ? 'dpv:Required' : 'dpv:Optional' },
      })),
    ...policy.recipients.map((recipient) => ({
      '@id': `policy:recipient/${recipient.id}`,
      '@type': ['dpv:ThirdParty', 'dpv:Recipient'],
      'skos:prefLabel': labels(recipient.legalName ?? recipient.name),
      'dpv:hasIdentifier': recipient.bin,
    })),
    ...policy.rights.map((right) => ({
      '@id': `policy:right/${right.id}`,
      '@type': terms(policy, 'rights', right.id),
      'skos:prefLabel': labels(right.title),
      'dpv:hasApplicableLaw': right.legal.map(citation),
    })),
    ...measures(policy),
    ...traces(),
    ...ownTerms(policy),
  ]
  const context = {
    '@version': 1.1,
    dct: 'http://purl.org/dc/terms/',
    dpv: DPV,
    kz: namespace,
    pd: PD,
    policy: `${policy.operator.site}/policy/${policy.id}/${policy.version}/`,
    skos: 'http://www.w3.org/2004/02/skos/core#',
    xsd: 'http://www.w3.org/2001/XMLSchema#',
  }
  return [
    documentOf({
      kind: 'vocabulary',
      name: 'policy.jsonld',
      mediaType: 'application/ld+json',
      text: readableJson({ '@context': context, '@graph': graph }),
    }),
  ]
}

function ontology(policy: Policy): Node {
  return {
    '@id': 'policy:',
    '@type': 'dpv:PrivacyNotice',
    'dct:identifier': policy.hash,
    'dct:hasVersion': String(policy.version),
    'dct:issued': { '@type': 'xsd:date', '@value': policy.effectiveFrom },
    'dct:language': [...LANGUAGES],
    'dpv:hasDataController': { '@id': 'policy:operator' },
    'dpv:hasJurisdiction': { '@id': `kz:country/${COUNTRY}` },
    'dpv:hasProcess': policy.purposes.map(({ id }) => ({ '@id': `policy:process/${id}` })),
    'dpv:hasRight': policy.rights.map(({ id }) => ({ '@id': `policy:right/${id}` })),
  }
}

function operator(policy: Policy): Node {
  const { name, bin, officer } = policy.operator
  return {
    '@id': 'policy:operator',
    '@type': 'dpv:DataController',
    'skos:prefLabel': labels(name),
    'dpv:hasIdentifier': bin,
    'dpv:hasDataProtectionOfficer': {
      '@type': 'dpv:DataProtectionOfficer',
      'dct:description': `${officer.phone}, ${officer.email}`,
    },
  }
}

function process(policy: Policy, purpose: Purpose): Node {
  const kept = policy.register?.processing.find((one) => one.purpose === purpose.id)
  const subjects = kept?.subjects ?? policy.subjectCategories.map(({ id }) => id)
  return {
    '@id': `policy:process/${purpose.id}`,
    '@type': 'dpv:PersonalDataProcess',
    'skos:prefLabel': labels(purpose.title),
    'dpv:hasDataController': { '@id': 'policy:operator' },
    'dpv:hasPurpose': links(policy, 'purposes', [purpose.id]),
    'dpv:hasProcessing': links(policy, 'operations', operationsOf(policy, purpose)),
    'dpv:hasLegalBasis': links(policy, 'grounds', [purpose.ground]),
    'dpv:hasApplicableLaw': purpose.legal.map(citation),
    'dpv:hasDataSubject': links(policy, 'subjects', subjects),
    'dpv:hasPersonalData': fieldsOfPurpose(policy, purpose).map(({ id }) => ({
      '@id': `policy:field/${id}`,
    })),
    'dpv:hasRecipientThirdParty': recipientsOf(policy, purpose).map(({ id }) => ({
      '@id': `policy:recipient/${id}`,
    })),
    'dpv:hasTechnicalOrganisationalMeasure': (policy.register?.measures ?? []).map((id) => ({
      '@id': measureId(id),
    })),
    'dpv:hasStorageCondition': storage(purpose),
  }
}

/** Where, and how long at most (art. 12(2)). */
function storage(purpose: Purpose): Json {
  const where = {
    '@type': 'dpv:StorageLocation',
    'dpv:hasJurisdiction': { '@id': `kz:country/${COUNTRY}` },
  }
  if (purpose.retentionDays === 0) return [where]
  const term = { '@type': 'xsd:duration', '@value': `P${purpose.retentionDays}D` }
  return [where, { '@type': 'dpv:StorageDuration', 'dpv:hasDuration': term }]
}

/** A mark is personal data behind a pseudonym; only a figure is anonymous in the sense of the vocabulary. */
const TRACE_TYPES = {
  pseudonymised: 'dpv:PseudonymisedData',
  depersonalised: 'dpv:AnonymisedData',
} as const

function traces(): readonly Node[] {
  return TRACE_NAMES.map((trace) => ({
    '@id': `policy:trace/${trace}`,
    '@type': TRACE_TYPES[TRACES[trace]],
    'skos:prefLabel': labels({
      kk: wordsOf('kk').register.trace[trace],
      ru: wordsOf('ru').register.trace[trace],
      en: wordsOf('en').register.trace[trace],
    }),
  }))
}

function measures(policy: Policy): readonly Node[] {
  const named = policy.register?.measures ?? []
  return policy.chapters
    .flatMap((chapter) => chapter.clauses)
    .filter(({ id }) => named.includes(id))
    .map((clause) => ({
      '@id': measureId(clause.id),
      '@type': terms(policy, 'measures', clause.id),
      'skos:notation': clause.id,
      'skos:prefLabel': labels(clause.text),
    }))
}

/** What we had to name ourselves, defined where it is used. */
function ownTerms(policy: Policy): readonly Node[] {
  const { vocabulary } = policy
  if (vocabulary === undefined) return []
  const titled: Readonly<Record<Part, readonly { readonly id: string; readonly title: Texts }[]>> =
    {
      purposes: policy.purposes,
      operations: policy.operations,
      fields: policy.fields,
      subjects: policy.subjectCategories,
      grounds: [],
      measures: policy.chapters
        .flatMap((chapter) => chapter.clauses)
        .map(({ id, text }) => ({ id, title: text })),
      rights: policy.rights,
    }
  const defined = new Map<string, Node>()
  for (const part of parts()) {
    for (const { id, title } of titled[part]) {
      const named = vocabulary[part][id] ?? []
      for (const term of named.filter((one) => one.startsWith('kz:') && !defined.has(one))) {
        const broader = named.find((one) => !one.startsWith('kz:')) ?? BROADER[part]
        defined.set(term, {
          '@id': term,
          '@type': 'skos:Concept',
          'skos:broader': { '@id': broader },
          'skos:prefLabel': labels(title),
        })
      }
    }
  }
  return [...defined.values()]
}

function parts(): readonly Part[] {
  return ['purposes', 'operations', 'fields', 'subjects', 'grounds', 'measures', 'rights']
}

function links(policy: Policy, part: Part, ids: readonly string[]): Json {
  const named = ids.flatMap((id) => terms(policy, part, id))
  return [...new Set(named)].map((term) => ({ '@id': term }))
}

/** The public terms of one of our words; ours alone where the policy is not mapped. */
function terms(policy: Policy, part: Part, id: string): readonly string[] {
  const mapped: Terms | undefined = policy.vocabulary?.[part]
  return mapped?.[id] ?? [BROADER[part], `kz:${part}/${id}`]
}

function measureId(clause: string): string {
  return `policy:measure/${clause.replaceAll(/[()]/g, '-').replace(/-$/, '')}`
}

function citation(reference: string): Json {
  return { '@type': 'dpv:Law', 'dct:title': reference }
}

function labels(texts: Texts): Json {
  return LANGUAGES.map((language) => ({ '@language': language, '@value': texts[language] }))
}
