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
  readonly navigation: { readonly label: string; readonly links: readonly PageLink[] }
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
  const { brand, navigation, languages } = view
  const narrow =
    view.accountLink === undefined ? navigation.links : [...navigation.links, view.accountLink]
  return html`<header class="top"><div class="wrap">
<a class="brand" href="${brand.href}">${mark(34)}<span${attributes({ lang: brand.lang })}>${brand.name}</span>${
    brand.note === undefined ? '' : html`<small>${brand.note}</small>`
  }</a>
<nav class="nav" aria-label="${navigation.label}">${navigation.links.map(link)}</nav>
<div class="lang" role="group" aria-label="${languages.label}">${languages.links.map(languageLink)}</div>
${view.account === undefined ? '' : html`<div class="wide-only">${view.account}</div>`}
<details class="menu"><summary>${navigation.label}</summary><nav aria-label="${navigation.label}">${narrow.map(link)}</nav></details>
</div></header>`
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
