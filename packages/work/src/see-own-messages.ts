/**
 * Which messages left for a person under which of their consents, as they may see it. Opens no value.
 *
 * Law: 94-V art. 24(1)(1), 25(2)(5). Requirements.
 */
import { load, MAILING, MAILING_PERSON } from '@kelisim/store'
import { isLanguage, type Language, type Moment, type SubjectId } from '@kelisim/terms'
import { textsOf } from './mailing.ts'
import type { Means } from './means.ts'

const SHOWN_MAX = 200

export interface OwnMessage {
  readonly at: Moment
  readonly purpose: string
  readonly channel: string
  readonly state: string
  readonly language: Language
  readonly subject: string
  readonly text: string
  readonly consent: string
}

export async function seeOwnMessages(
  means: Means,
  subject: SubjectId,
): Promise<readonly OwnMessage[]> {
  const { pool } = means.store
  const left = `subject_id = $1 and state in ('sending', 'sent', 'unknown') order by sent_at desc limit ${SHOWN_MAX}`
  const rows = await load(pool, MAILING_PERSON, left, [subject])
  const ids = rows.map((row) => row.mailing_id)
  const mailings = await load(pool, MAILING, 'mailing_id = any ($1::uuid[])', [ids])
  return rows.flatMap((row) => {
    const mailing = mailings.find((one) => one.mailing_id === row.mailing_id)
    const { sent_at: at, consent_id: consent, language: said } = row
    if (mailing === undefined || at === undefined || consent === undefined) return []
    const language: Language = isLanguage(said) ? said : 'kk'
    const { purpose, channel } = mailing
    return [
      { at, purpose, channel, state: row.state, language, consent, ...textsOf(mailing)[language] },
    ]
  })
}
