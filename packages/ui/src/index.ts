export { ASSETS, assetUrl, FONTS, FONTS_FIRST, STYLESHEETS, type Surface } from './assets.ts'
export { type Attribute, attributes, type Content, type Html, html, join, render } from './html.ts'
export { band, mark, seal } from './ornament.ts'
export {
  type LanguageLink,
  type PageFoot,
  type PageLink,
  type PageView,
  page,
} from './page.ts'
