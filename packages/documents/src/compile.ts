/**
 * Every document of a policy, in one order.
 *
 * The policy alone decides what there is: another operator's folder gives other documents and changes no line
 * here. Names are unique; the order is that of the kinds, then of the policy, then kk, ru, en.
 *
 * Law: 94-V art. 25(2)(1), 25(2)(1-1). Requirements, L-12, L-16.
 */
import type { Policy } from '@kelisim/policy'
import { canonical, LANGUAGES, type Language } from '@kelisim/terms'
import { accessList } from './access-list.ts'
import { agreementSchedules } from './agreement-schedule.ts'
import { approvedList } from './approved-list.ts'
import { consentForms } from './consent-forms.ts'
import { consentSchemas } from './consent-record-schema.ts'
import { databaseDocument } from './database-rules.ts'
import { DOCUMENT_KINDS, type Document, FORMAT_VERSION } from './document.ts'
import { lenderSchemas } from './lender-schemas.ts'
import { linkedData } from './linked-data.ts'
import { privacyNotices } from './privacy-notices.ts'
import { register } from './register.ts'
import { retentionSchedule } from './retention-schedule.ts'

/** Documents that people read, one set for each language. */
const READ: readonly ((policy: Policy, language: Language) => readonly Document[])[] = [
  privacyNotices,
  consentForms,
  (policy, language) => [approvedList(policy, language)],
  (policy, language) => [register(policy, language)],
  (policy, language) => [retentionSchedule(policy, language)],
  (policy, language) => [accessList(policy, language)],
  agreementSchedules,
]

/** Documents for programs: they have no language. */
const COMPUTED: readonly ((policy: Policy) => readonly Document[])[] = [
  lenderSchemas,
  consentSchemas,
  linkedData,
  databaseDocument,
]

export function documentsOf(policy: Policy): readonly Document[] {
  const made = [
    ...LANGUAGES.flatMap((language) => READ.flatMap((make) => make(policy, language))),
    ...COMPUTED.flatMap((make) => make(policy)),
  ]
  const names = new Set(made.map(({ name }) => name))
  if (names.size !== made.length) throw new Error('two documents have one name')
  return DOCUMENT_KINDS.flatMap((kind) => made.filter((document) => document.kind === kind))
}

/** What is told of a document without its text. */
export type Listed = Pick<Document, 'name' | 'title' | 'mediaType' | 'format' | 'sha256'> & {
  readonly kind: string
  readonly language?: Language
}

/** What `index.json` holds: every document by name, with its address. */
export function indexOf(
  policy: Pick<Policy, 'id' | 'version' | 'hash'>,
  documents: readonly Listed[],
  supersededBy?: number,
): string {
  const { id, version, hash } = policy
  const listed = documents.map(({ kind, name, mediaType, language, format, sha256 }) => ({
    kind,
    name,
    media_type: mediaType,
    ...(language === undefined ? {} : { language }),
    format,
    sha256,
  }))
  const value = {
    format: `kelisim-documents/${FORMAT_VERSION}`,
    policy: {
      id,
      version,
      hash,
      ...(supersededBy === undefined ? {} : { superseded_by: supersededBy }),
    },
    documents: listed,
  }
  return `${JSON.stringify(JSON.parse(canonical(value)), null, 2)}\n`
}
