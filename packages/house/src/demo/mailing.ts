/**
 * One message that waits for approval in the demo world: written by the clerk, for the officer to read and approve.
 *
 * Through the same use case as any other; nothing leaves before somebody approves it. Requirements.
 */
import { loadOne, STAFF } from '@kelisim/store'
import { type MailingTexts, type Means, writableClasses, writeMailing } from '@kelisim/work'
import type { StaffId } from '@kelisim/terms'

const TEXTS: MailingTexts = {
  kk: {
    subject: '',
    text: 'Енді өтініміңіздің күйін жеке кабинеттен кез келген уақытта көре аласыз.',
  },
  ru: { subject: '', text: 'Теперь состояние вашей заявки видно в кабинете в любое время.' },
  en: {
    subject: '',
    text: 'You can now see the state of your application in your account at any time.',
  },
}

export async function writeDemoMailing(means: Means): Promise<void> {
  const row = await loadOne(means.store.pool, STAFF, "role <> 'officer' order by login limit 1", [])
  if (row === undefined) return
  const author = { id: row.staff_id as StaffId, name: row.name, role: row.role }
  const news = writableClasses(means, row.role).find(({ kind }) => kind === 'informational')
  if (news === undefined || !news.channels.includes('sms')) return
  const answer = await writeMailing(means, author, {
    purpose: news.purpose,
    channel: 'sms',
    texts: TEXTS,
  })
  if (answer.effect !== 'done') throw new Error('the demo message is not lawful')
}
