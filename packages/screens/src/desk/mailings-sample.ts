/** The desk's page of messages in every state worth looking at; for tests and pictures only. */
import type { MailingClassView, MailingsView, MailingView } from './mailings.ts'
import { at, PURPOSE } from '../cabinet/sample.ts'
import type { DeskFrame } from './frame.ts'

const TEXT = { subject: '', text: 'Енді өтінімнің күйін кабинеттен көре аласыз.' }
function idOf(ordinal: number): string {
  return `0192f0c1-0000-7000-8000-00000000000${ordinal}`
}
const WRITTEN: MailingView = {
  id: idOf(1),
  purpose: PURPOSE.contract,
  kind: 'informational',
  channel: 'sms',
  state: 'written',
  texts: { kk: TEXT, ru: TEXT, en: TEXT },
  fingerprint: 'a'.repeat(64),
  people: 1_204,
  writtenBy: 'Д. Ким',
  counts: [],
  may: 'approve',
}
const CLASS: MailingClassView = {
  purpose: 'service_info',
  title: PURPOSE.contract,
  kind: 'informational',
  channels: ['sms', 'email'],
}
const EMPTY = { subject: '', text: '' }

export function sampleMailings(frame: DeskFrame): MailingsView {
  const hours = { from: '09:00', to: '21:00', perWeekMax: 2, workingDaysOnly: true }
  const waiting = {
    ...WRITTEN,
    id: idOf(2),
    state: 'waiting',
    may: 'stop',
    approvedBy: 'А. Сапарова',
  } as const
  const counts = [
    { state: 'sent', people: 1_180 },
    { state: 'unknown', people: 1 },
    { state: 'skipped', skipped: 'consent_withdrawn', people: 23 },
  ] as const
  return {
    frame,
    hours,
    rows: [
      WRITTEN,
      { ...waiting, opensAt: at('2026-11-23T09:00:00') },
      { ...WRITTEN, id: idOf(3), kind: 'advertising', state: 'done', may: 'nothing', counts },
      { ...WRITTEN, id: idOf(4), may: 'not_own' },
    ],
    classes: [CLASS],
    charsMax: { sms: 250, email: 4_000 },
    typed: { purpose: 'service_info', channel: '', texts: { kk: TEXT, ru: EMPTY, en: EMPTY } },
    faults: [
      { at: 'channel', text: '–' },
      { at: 'ru', text: '–' },
    ],
  }
}
