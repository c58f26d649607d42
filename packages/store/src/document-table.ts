/**
 * The audited tables of internal documents: their versions, and who has read which.
 *
 * Apart from table.ts because it is a subject of its own; both are one list of what the ledger vouches for.
 * Law: 94-V art. 25(2)(1-1), 25(3)(2). Requirements.
 */
import type { AnyTable } from './table.ts'

/** A document of level 2 or 3 under a clause of the policy; level 1 is the policy itself. */
export const INTERNAL_DOCUMENT = {
  name: 'internal_document',
  key: ['document_id'],
  columns: {
    document_id: 'uuid',
    code: 'text',
    version: 'int',
    level: 'int',
    parent_clause: 'text',
    title_kk: 'text',
    title_ru: 'text',
    title_en: 'text?',
    languages: 'texts',
    /** Undefined where only the hash of a file is kept here. */
    content: 'text?',
    sha256: 'text',
    /** ISO dates, Asia/Almaty. */
    valid_from: 'text',
    valid_to: 'text?',
    state: 'text',
    proposed_by: 'uuid',
    proposed_at: 'moment',
    approved_by: 'uuid?',
    approved_at: 'moment?',
    policy_version: 'int?',
    /** What the clause said when the document was approved. */
    clause_sha256: 'text?',
    ended_by: 'uuid?',
    ended_at: 'moment?',
  },
  passing: [],
} as const satisfies AnyTable
/** `document_id` is also the id of a policy edition: the policy is the document of level 1. */
export const DOCUMENT_ACKNOWLEDGEMENT = {
  name: 'document_acknowledgement',
  key: ['document_id', 'staff_id'],
  columns: { document_id: 'uuid', staff_id: 'uuid', at: 'moment' },
  passing: [],
} as const satisfies AnyTable
