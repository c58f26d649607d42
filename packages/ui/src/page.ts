/**
 * The frame of every page: head, DEMO bar, header, main, foot.
 *
 * Guarantees: no inline script or style, nothing from another origin, one <main>, a way past the
 * header by keyboard, the language of the page and of each foreign fragment named.
 * Does not: know a word of any language; the caller brings every text.
 */
import { assetUrl, FONTS_FIRST, STYLESHEETS, type Surface } from './assets.ts'
import { attributes, type Content, type Html, html } from './html.ts'
import { band, mark } from './ornament.ts'

export interface PageLink {
  readonly href: string
  readonly text: string
  readonly current?: boolean
}

export interface LanguageLink {
  readonly code: string
  readonly href: string
  /** First letters, shown: `Қаз`. */
  readonly short: string
  /** The rest of the name, heard and not shown: `ақша`. */
  readonly rest: string
  readonly current: boolean
}

export interface PageFoot {
  readonly officer: { readonly heading: string; readonly lines: Content }
  readonly policy: { readonly heading: string; readonly lines: Content }
  readonly ledger: { readonly heading: string; readonly lines: Content }
}

/** Either one line of links, or groups of them: then the line is the group one stands in. */
export interface PageNavigation {
  readonly label: string
  readonly links?: readonly PageLink[]
  readonly groups?: readonly { readonly text: string; readonly links: readonly PageLink[] }[]
}

export interface PageView {
  readonly language: string
  readonly surface: Surface
  readonly title: string
  readonly brand: {
    readonly name: string
    readonly href: string
    readonly note?: string
    /** Language of the name where it is not the page's. */
    readonly lang?: string
  }
  /** Only in a demo start; stands on every page of it. */
  readonly demo?: { readonly text: string; readonly link?: PageLink }
  readonly skip: string
  readonly navigation: PageNavigation
  readonly languages: { readonly label: string; readonly links: readonly LanguageLink[] }
  /** The door at the right end of the header: cabinet, or a form that leaves it. */
  readonly account?: Content
  /** The same door as a link inside the menu of narrow screens. */
  readonly accountLink?: PageLink
  /** Class of <main>, e.g. `consent`. */
  readonly mainClass?: string
  readonly main: Content
  /** The desk has no foot. */
  readonly foot?: PageFoot
  /** Names of static scripts; pages work without them. */
  readonly scripts?: readonly string[]
}

export function page(view: PageView): Html {
  return html`<!doctype html>
<html lang="${view.language}">
${head(view)}
<body${attributes({ class: view.surface === 'desk' ? 'desk' : undefined })}>
<a class="skip" href="#main">${view.skip}</a>
${view.demo === undefined ? '' : demoBar(view.demo)}
${header(view)}
<main id="main" tabindex="-1" class="${['wrap', view.mainClass ?? ''].join(' ').trim()}">
${view.main}
</main>
${view.foot === undefined ? '' : foot(view.foot)}
</body>
</html>
`
}

function head(view: PageView): Html {
  const fonts = FONTS_FIRST.map(
    (file) =>
      html`<link rel="preload" href="${assetUrl(`fonts/${file}`)}" as="font" type="font/woff2" crossorigin>\n`,
  )
  const sheets = STYLESHEETS[view.surface].map(
    (name) => html`<link rel="stylesheet" href="${assetUrl(name)}">\n`,
  )
  const scripts = (view.scripts ?? []).map(
    (name) => html`<script src="${assetUrl(name)}" defer></script>\n`,
  )
  return html`<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${view.title} · ${view.brand.name}</title>
<link rel="icon" href="${assetUrl('mark.svg')}" type="image/svg+xml">
${fonts}${sheets}${scripts}</head>`
}

function demoBar(demo: NonNullable<PageView['demo']>): Html {
  const link = demo.link
  return html`<aside class="demo" aria-label="DEMO"><div class="wrap"><b>DEMO</b><span>${demo.text}</span>${
    link === undefined ? '' : html`<a href="${link.href}">${link.text}</a>`
  }</div></aside>`
}

function header(view: PageView): Html {
  const { brand, languages } = view
  return html`<header class="top"><div class="wrap">
<a class="brand" href="${brand.href}">${mark(34)}<span${attributes({ lang: brand.lang })}>${brand.name}</span>${
    brand.note === undefined ? '' : html`<small>${brand.note}</small>`
  }</a>
${lines(view.navigation)}
<div class="lang" role="group" aria-label="${languages.label}">${languages.links.map(languageLink)}</div>
${view.account === undefined ? '' : html`<div class="wide-only">${view.account}</div>`}
${menu(view.navigation, view.accountLink)}
</div></header>`
}

/** A group is entered by its first place, so that nothing has to be opened to see where one may go. */
function lines({ label, groups = [], links = [] }: PageNavigation): Html {
  const here = groups.find((group) => group.links.some(({ current }) => current === true))
  const line = here?.links ?? links
  const tabs = groups.map((group) => {
    const current = attributes({ 'aria-current': group === here ? 'true' : undefined })
    return group.links
      .slice(0, 1)
      .map(({ href }) => html`<a href="${href}"${current}>${group.text}</a>`)
  })
  return html`${tabs.length === 0 ? '' : html`<nav class="nav groups" aria-label="${label}">${tabs}</nav>`}${
    line.length === 0
      ? ''
      : html`<nav class="nav" aria-label="${here?.text ?? label}">${line.map(link)}</nav>`
  }`
}

/** The whole menu of narrow screens. */
function menu({ label, groups = [], links = [] }: PageNavigation, last?: PageLink): Html {
  const all = [...links, ...(last === undefined ? [] : [last])]
  return html`<details class="menu"><summary>${label}</summary><nav aria-label="${label}">${groups.map(
    (group) =>
      html`<p class="note">${group.text}</p><div class="group">${group.links.map(link)}</div>`,
  )}${all.map(link)}</nav></details>`
}

function link(item: PageLink): Html {
  const current = attributes({ 'aria-current': item.current === true ? 'page' : undefined })
  return html`<a href="${item.href}"${current}>${item.text}</a>`
}

function languageLink(item: LanguageLink): Html {
  const current = attributes({ 'aria-current': item.current ? 'true' : undefined })
  return html`<a href="${item.href}" lang="${item.code}" hreflang="${item.code}"${current}>${item.short}<span class="vh">${item.rest}</span></a>`
}

function foot(view: PageFoot): Html {
  const columns = [view.officer, view.policy, view.ledger].map(
    (column) => html`<div><h2>${column.heading}</h2>${column.lines}</div>\n`,
  )
  return html`<footer class="foot">${band()}<div class="wrap cols">
${columns}</div></footer>`
}
