/**
 * Does the protection hold, what was found, and what is to be done? For the person responsible.
 *
 * What fails is mended where it stands. The controls and their reviews stand below (`controls.ts`).
 * Law: 94-V art. 12(2), 20(2), 22(1), 25(2)(2). Requirements: R-30, R-73.
 */
import { dateTime, messages } from '@kelisim/messages'
import { type Moment, PROTECTION, type ProtectionCheck, type ProtectionFound } from '@kelisim/terms'
import { chip, type ChipTone, type Content, type Html, html, section } from '@kelisim/ui'
import { citation } from '../citation.ts'
import { type ControlsView, controlsPart } from './controls.ts'
import { type DeskFrame, deskHead, deskPage } from './frame.ts'
import { listing } from './listing.ts'

interface Line {
  readonly check: ProtectionCheck
  readonly found: ProtectionFound | undefined
}

export interface ProtectionView {
  readonly frame: DeskFrame
  readonly lines: readonly Line[]
  readonly at: Moment | undefined
  readonly controls: ControlsView
}

const TONE: Readonly<Record<'holds' | 'exempt' | 'fails' | 'unknown', ChipTone>> = {
  holds: 'ok',
  exempt: 'near',
  fails: 'no',
  unknown: 'quiet',
}

export function protectionScreen({ frame, lines, at, controls }: ProtectionView): Html {
  const { language } = frame
  const words = messages(language).protection
  const fails = lines.filter((line) => meaningOf(line) === 'fails').length
  const sentence = fails === 0 ? words.holds : words.fails(fails)
  const looked = at === undefined ? words.never : words.looked(dateTime(language, at))
  const rows = listing({
    caption: words.heading,
    rows: lines,
    none: { heading: words.never, why: words.note },
    columns: [
      { heading: words.check, cell: ({ check }) => words.checks[check] },
      { heading: words.state, cell: (line) => state(frame, line) },
      { heading: words.what, cell: (line) => what(frame, line) },
      { heading: words.law, cell: (line) => lawOf(frame, line) },
    ],
  })
  return deskPage(frame, {
    current: 'protection',
    title: words.title,
    content: html`${deskHead(sentence, words.note)}
${section({ heading: words.heading, content: html`<p class="note">${looked}</p>${rows}` })}
${controlsPart(frame, controls)}`,
  })
}

function meaningOf({ found }: Line): keyof typeof TONE {
  return found === undefined ? 'unknown' : PROTECTION[found].means
}

function state({ language }: DeskFrame, line: Line): Html {
  const meaning = meaningOf(line)
  return chip(messages(language).protection.states[meaning], TONE[meaning])
}

function what({ language }: DeskFrame, { found }: Line): Content {
  if (found === undefined) return '–'
  const { said, todo } = messages(language).protection.found[found]
  const more = todo === undefined ? '' : html`<br><b>${todo}</b>`
  return html`${said}${more}<br><code class="id">${found}</code>`
}

function lawOf({ language }: DeskFrame, { found }: Line): Content {
  return found === undefined ? '–' : citation(language, PROTECTION[found].law)
}
