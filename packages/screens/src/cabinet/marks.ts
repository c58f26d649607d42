/**
 * Which marks lead to me without showing a value, since when and until when?
 *
 * Law: 94-V art. 1(2), 24(1)(1). Requirements.
 */
import { dateTime, messages } from '@kelisim/messages'
import type { Language, Moment, Texts } from '@kelisim/terms'
import { type Html, html, section, sheet, table } from '@kelisim/ui'

export interface MarkView {
  readonly kind: 'number' | 'phone' | 'iin' | 'session' | 'code' | 'network' | 'refusal'
  /** Of a refusal: the purpose of the messages. */
  readonly of?: Texts
  readonly from?: Moment
  /** Absent: as long as the data. */
  readonly until?: Moment
}

export function marksPart(language: Language, marks: readonly MarkView[]): Html {
  const words = messages(language).cabinet.marks
  const moment = (at: Moment | undefined, otherwise: string) =>
    at === undefined ? otherwise : html`<span class="num">${dateTime(language, at)}</span>`
  return section({
    heading: words.title,
    content: html`${sheet({
      class: 'pad',
      content: table({
        caption: words.title,
        stack: true,
        columns: [
          { heading: words.what },
          { heading: words.from, short: words.from },
          { heading: words.until, short: words.until },
        ],
        rows: marks.map(({ kind, of, from, until }) => [
          of === undefined ? words.kinds[kind] : `${words.kinds[kind]}: ${of[language]}`,
          moment(from, '–'),
          moment(until, words.withData),
        ]),
      }),
    })}<p class="small soft spaced">${words.note}</p>`,
  })
}
