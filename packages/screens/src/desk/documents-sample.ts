/** The pages of internal documents in every state worth looking at; for tests and pictures only. Requirements. */
import type { Html } from '@kelisim/ui'
import { at } from '../cabinet/sample.ts'
import { internalDocumentScreen } from './document.ts'
import { type InternalDocumentRow, internalDocumentsScreen } from './documents.ts'
import type { DeskFrame } from './frame.ts'

const ROW: InternalDocumentRow = {
  id: '0192f0c1-0000-7000-8000-0000000000d1',
  level: 3,
  title: 'Оқыс оқиға кезіндегі нұсқаулық',
  code: 'ІҚ-3-01',
  clause: '7.3(6)',
  version: 2,
  approvedBy: 'Н. Омаров',
  approvedAt: at('2026-11-20T10:00:00'),
  validFrom: '2026-11-20',
  validTo: '2027-11-20',
  languages: ['kk'],
  states: ['orphan', 'ended'],
  mine: undefined,
  read: { who: ['Д. Ким'], waiting: ['А. Сапарова'] },
}

export function documentPages(
  frame: DeskFrame,
  seen: <View>(view: View) => View,
): Readonly<Record<string, Html>> {
  const own = { ...frame, path: '/desk/documents' }
  const { read: _read, ...bare } = ROW
  const clauses = [{ id: '7.3(6)', text: '7.3(6). …' }]
  const one = {
    frame: own,
    row: ROW,
    sha256: 'a'.repeat(64),
    content: 'Бірінші жол.\nЕкінші жол.',
    clauseText: 'Рұқсатсыз қол жеткізу анықталады.',
    proposedBy: 'А. Сапарова',
    mayApprove: false,
    isOwn: false,
    mayWithdraw: true,
  }
  const proposed: InternalDocumentRow = { ...bare, states: ['proposed'], approvedBy: undefined }
  return {
    documents: internalDocumentsScreen(seen({ frame: own, rows: [ROW], form: { clauses } })),
    'documents-faulty': internalDocumentsScreen(
      seen({ frame: own, rows: [ROW], form: { clauses, fault: 'content' as const } }),
    ),
    'documents-none': internalDocumentsScreen(seen({ frame: own, rows: [], noUndertaking: true })),
    document: internalDocumentScreen(seen(one)),
    'document-to-sign': internalDocumentScreen(seen({ ...one, mustSign: true })),
    'document-proposed': internalDocumentScreen(
      seen({ ...one, row: proposed, content: undefined, mayApprove: true }),
    ),
  }
}
