/** The undertaking of confidentiality, entered by one officer, approved by another and signed by whoever works in a test. */
import assert from 'node:assert/strict'
import { clauseFor } from '@kelisim/policy'
import { INTERNAL_DOCUMENT, loadOne } from '@kelisim/store'
import { almatyDate, type StaffId } from '@kelisim/terms'
import {
  acknowledgeDocument,
  approveDocument,
  type Means,
  proposeDocument,
  type StaffMember,
} from '@kelisim/work'

const WRITER = { id: 'a1a1a1a1-a1a1-4a1a-8a1a-a1a1a1a1a1a1' as StaffId, role: 'officer' }
const APPROVER = { id: 'a2a2a2a2-a2a2-4a2a-8a2a-a2a2a2a2a2a2' as StaffId, role: 'officer' }

const CODE = 'ІҚ-2-99'

/** Entered and approved, once. */
export async function undertaking(means: Means): Promise<string> {
  const where = "code = $1 and state = 'approved'"
  const standing = await loadOne(means.store.pool, INTERNAL_DOCUMENT, where, [CODE])
  return standing?.document_id ?? (await anotherUndertaking(means))
}

/** A version after the one that stands. */
export async function anotherUndertaking(means: Means): Promise<string> {
  const proposed = await proposeDocument(means, WRITER, {
    code: CODE,
    level: 2,
    clause: clauseFor(means.policy, 'R-70'),
    title: { kk: 'Міндеттеме', ru: 'Обязательство', en: 'Undertaking' },
    languages: ['kk', 'ru'],
    content: 'Құпияны сақтаймын.\nСохраняю конфиденциальность.',
    fileSha256: '',
    validFrom: almatyDate(means.now()),
    validTo: '',
  })
  assert.ok(proposed.effect === 'done', JSON.stringify(proposed))
  assert.equal((await approveDocument(means, APPROVER, proposed.document)).effect, 'done')
  return proposed.document
}

/** What everybody at the desk has done before their first day. */
export async function undertake(means: Means, staff: Pick<StaffMember, 'id' | 'role'>) {
  const answer = await acknowledgeDocument(means, staff, await undertaking(means))
  assert.equal(answer.effect, 'done', JSON.stringify(answer))
}
