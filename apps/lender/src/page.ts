/**
 * The lender's page: which leads came, with which fields, and whether their receipts hold.
 *
 * No script, no foreign file. Field names are those of the exchange, as this lender knows them.
 */
import { assetUrl, chip, type Content, type Html, html, join, table } from '@kelisim/ui'
import { LANGUAGES, type Language } from '@kelisim/terms'
import type { Lead } from './book.ts'
import type { Config } from './config.ts'
import { PAGE_ROWS_MAX } from './limits.ts'
import { ANSWER_TEXTS, OUTCOME_TEXTS, REASON_TEXTS, TEXTS } from './texts.ts'

export const PAGE_SHEETS = [
  'tokens.css',
  'base.css',
  'frame.css',
  'parts.css',
  'signs.css',
  'faces.css',
  'desk.css',
  'officer.css',
] as const

const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  kk: 'Қазақша',
  ru: 'Русский',
  en: 'English',
}

export function leadsPage(config: Config, leads: readonly Lead[], language: Language): Html {
  const say = (key: keyof typeof TEXTS): string => TEXTS[key][language]
  const shown = leads.slice(0, PAGE_ROWS_MAX)
  const sheets = PAGE_SHEETS.map((name) => html`<link rel="stylesheet" href="${assetUrl(name)}">\n`)
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${say('title')} · ${config.name}</title>
${sheets}</head>
<body class="desk">
<aside class="demo" aria-label="DEMO"><div class="wrap"><b>DEMO</b><span>${say('demo')}</span></div></aside>
<header class="top"><div class="wrap"><span class="brand"><span>${config.name}</span></span>
<nav class="lang" aria-label="${say('languages')}">${LANGUAGES.map((other) => languageLink(other, language))}</nav></div></header>
<main id="main" class="wrap">
<h1>${say('title')}</h1>
<p>${say('shown')}: ${shown.length} / ${leads.length}</p>
${shown.length === 0 ? html`<p>${say('none')}</p>` : leadsTable(shown, language)}
</main>
</body>
</html>
`
}

function languageLink(other: Language, current: Language): Html {
  const here = other === current ? html` aria-current="true"` : ''
  return html`<a href="?lang=${other}" lang="${other}" hreflang="${other}"${here}>${LANGUAGE_NAMES[other]}</a> `
}

function leadsTable(leads: readonly Lead[], language: Language): Html {
  const headings = ['received', 'applicant', 'request', 'receipt', 'state', 'outcomes'] as const
  return table({
    caption: TEXTS.title[language],
    stack: true,
    columns: headings.map((key) => ({
      heading: TEXTS[key][language],
      short: TEXTS[key][language],
    })),
    rows: leads.map((lead) => [
      received(lead, language),
      applicant(lead, language),
      request(lead, language),
      receipt(lead, language),
      state(lead, language),
      outcomes(lead, language),
    ]),
  })
}

function received(lead: Lead, language: Language): Html {
  const at = new Date(lead.receivedAt)
  const words = new Intl.DateTimeFormat(language, {
    dateStyle: 'short',
    timeStyle: 'medium',
    timeZone: 'Asia/Almaty',
  }).format(at)
  return html`<time datetime="${at.toISOString()}">${words}</time><br><code>${lead.disclosureId}</code>`
}

function applicant(lead: Lead, language: Language): Content {
  if (lead.isDestroyed) return TEXTS.destroyed[language]
  if (!lead.applicant) return TEXTS.notKept[language]
  const fields = Object.entries(lead.applicant).map(
    ([field, value]) => html`<code>${field}</code> ${value}`,
  )
  return join(fields, html`<br>`)
}

function request({ request: asked }: Lead, language: Language): Content {
  if (!asked) return '—'
  const amount = new Intl.NumberFormat(language).format(asked.amount)
  return html`${amount} ₸<br>${asked.term_days} ${TEXTS.days[language]}`
}

function receipt({ receipt: verdict }: Lead, language: Language): Html {
  if (verdict.ok) return chip(`${TEXTS.holds[language]} ${verdict.index}`, 'ok')
  return html`${chip(TEXTS.fails[language], 'no')}<br><code>${verdict.fault}</code>`
}

function state(lead: Lead, language: Language): Html {
  const { answer } = lead
  if (lead.isDestroyed) return chip(TEXTS.destroyed[language])
  const words = ANSWER_TEXTS[answer.status][language]
  if (answer.status === 'refused') {
    return html`${chip(words, 'no')}<br>${REASON_TEXTS[answer.reason][language]}`
  }
  return chip(words, answer.status === 'accepted' ? 'ok' : 'near')
}

function outcomes({ told }: Lead, language: Language): Content {
  const lines = told.map(({ event, result }) => {
    const words = OUTCOME_TEXTS[event][language]
    return result === 'delivered' ? words : `${words} (${TEXTS.undelivered[language]})`
  })
  return lines.length === 0 ? '—' : join(lines, html`<br>`)
}
