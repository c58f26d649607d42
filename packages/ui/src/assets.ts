/**
 * Where are the static files, and what are they called on the wire?
 *
 * The server serves the folder `ASSETS` as `/assets/<name>` and the four font files of
 * @fontsource-variable/inter as `/assets/fonts/<file>`. This package reads no file itself.
 */
export const ASSETS: URL = new URL('../css/', import.meta.url)

export type Surface = 'public' | 'cabinet' | 'desk'

const SHARED = [
  'tokens.css',
  'fonts.css',
  'base.css',
  'frame.css',
  'parts.css',
  'signs.css',
  'faces.css',
] as const
/** The public sheets, which the cabinet stands on too. */
const OPEN = ['public.css', 'apply.css', 'reading.css'] as const

/** Stylesheets of a surface, in order. The cabinet stands on the public sheet, the desk does not. */
export const STYLESHEETS: Readonly<Record<Surface, readonly string[]>> = {
  public: [...SHARED, ...OPEN],
  cabinet: [...SHARED, ...OPEN, 'cabinet.css'],
  desk: [...SHARED, 'desk.css', 'officer.css', 'editor.css'],
}

/** Files inside `@fontsource-variable/inter/files/`; nothing else of that package is served. */
export const FONTS = [
  'inter-latin-wght-normal.woff2',
  'inter-cyrillic-wght-normal.woff2',
  'inter-cyrillic-ext-wght-normal.woff2',
  'inter-latin-ext-wght-normal.woff2',
] as const

/** The three files (93 KB) every Kazakh page needs at once; the fourth holds ₸ alone and may come later. */
export const FONTS_FIRST: readonly string[] = FONTS.slice(0, 3)

export function assetUrl(name: string): string {
  return `/assets/${name}`
}
