/**
 * How does text become HTML without ever becoming markup by accident?
 *
 * `html` is a tagged template: what stands in the template is markup, what is put in is text and
 * is escaped, for element content and for quoted attributes alike. Only another `Html` goes in raw.
 *
 * Guarantees: a string from outside cannot open an element, leave its attribute or bring a script
 * address (`href`, `src`, `action`); an attribute without quotation marks is a crash at first use.
 * Does not: make values safe inside <script> or <style>; no page has either (the CSP forbids them).
 */
declare const kind: unique symbol
export interface Html {
  readonly [kind]: 'html'
}

/** What may stand in a template. `true` is no content and therefore a type error. */
export type Content = Html | string | number | false | undefined | null | readonly Content[]

export type Attribute = string | number | boolean | undefined

/** Private to this file, so nothing parsed from outside can pretend to be markup. */
class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const ADDRESS = /\s(?:href|src|action|formaction)=["']$/
const ADDRESS_NAMES: ReadonlySet<string> = new Set(['href', 'src', 'action', 'formaction'])
const UNQUOTED = /\s[a-zA-Z-]+=$/
/** Addresses a page may point to: places of this site, the web, a letter, a call. */
const SAFE_ADDRESS = /^(?:\/(?![/\\])|[#?]|https?:\/\/|mailto:|tel:)/

const checked = new WeakSet<TemplateStringsArray>()

export function html(parts: TemplateStringsArray, ...contents: readonly Content[]): Html {
  if (!checked.has(parts)) checkTemplate(parts)
  let text = parts[0] ?? ''
  for (const [index, content] of contents.entries()) {
    const address = ADDRESS.test(parts[index] ?? '')
    text += address ? addressText(content) : contentText(content)
    text += parts[index + 1] ?? ''
  }
  return made(text)
}

/** Attributes by name, with a space before each; `true` is a bare name, `false` and undefined are left out. */
export function attributes(values: Readonly<Record<string, Attribute>>): Html {
  const text = Object.entries(values).map(([name, value]) => {
    if (!/^[a-z][a-z0-9-]*$/.test(name)) throw new Error('an attribute has a plain name')
    if (name === 'style' || name.startsWith('on'))
      throw new Error('no inline style, no inline script')
    if (value === undefined || value === false) return ''
    if (value === true) return ` ${name}`
    const escaped = ADDRESS_NAMES.has(name) ? addressText(String(value)) : escape(String(value))
    return ` ${name}="${escaped}"`
  })
  return made(text.join(''))
}

export function render(page: Html): string {
  return markupText(page)
}

/** Contents with something between them, e.g. a comma. */
export function join(contents: readonly Content[], between: Content): Html {
  return html`${contents.map((content, index) => (index === 0 ? content : [between, content]))}`
}

function contentText(content: Content): string {
  if (content === undefined || content === null || content === false) return ''
  if (typeof content === 'string') return escape(content)
  if (typeof content === 'number') return String(content)
  if (isList(content)) return content.map(contentText).join('')
  return markupText(content)
}

function addressText(content: Content): string {
  const text = typeof content === 'number' ? String(content) : content
  if (typeof text !== 'string') throw new Error('an address is a string')
  return SAFE_ADDRESS.test(text) ? escape(text) : '#'
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign] ?? '')
}

function checkTemplate(parts: TemplateStringsArray): void {
  for (const part of parts.slice(0, -1)) {
    if (UNQUOTED.test(part)) throw new Error('an attribute value stands in quotation marks')
  }
  checked.add(parts)
}

function isList(content: Content): content is readonly Content[] {
  return Array.isArray(content)
}

function made(text: string): Html {
  // The one cast of this file: the brand has no value of its own.
  return new Markup(text) as unknown as Html
}

function markupText(content: unknown): string {
  if (content instanceof Markup) return content.text
  throw new Error('only html`…` makes markup')
}
