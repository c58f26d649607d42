/**
 * The API's description as a page a person can read: no script, every schema and code with an anchor.
 *
 * Law: none. Problems point here with their `type`, so each refusal code has its own place.
 */
import { ground, messages } from '@kelisim/messages'
import { type Frame, publicPage } from '@kelisim/screens'
import { CODES, isCode } from '@kelisim/terms'
import { type Content, type Html, html, section, sheet, table, terms } from '@kelisim/ui'

type Members = Readonly<Record<string, unknown>>

const METHODS = ['get', 'post', 'put', 'patch', 'delete']
const TITLE = 'API reference'

export function referencePage(document: unknown, frame: Frame): Html {
  const { info, paths, components, tags } = membersOf(document)
  const calls = callsOf(membersOf(paths))
  const schemas = Object.entries(membersOf(membersOf(components)['schemas']))
  const names = listOf(tags).map((tag) => textOf(membersOf(tag)['name']))
  const main = html`<div lang="en"><header class="head"><h1>${TITLE}</h1></header>
${about(textOf(membersOf(info)['description']), names)}
${names.map((name) =>
  section({
    heading: name,
    id: anchor(name),
    content: calls.filter((call) => call.tag === name).map(callPart),
  }),
)}
${section({
  heading: 'Schemas',
  id: 'schemas',
  content: schemas.map(([name, schema]) => schemaPart(name, membersOf(schema))),
})}
${section({ heading: 'Refusals', id: 'refusals', content: refusals() })}</div>`
  return publicPage(frame, { title: TITLE, main })
}

function about(description: string, names: readonly string[]): Html {
  const paragraphs = description.split('\n\n').map((text) => html`<p>${withCode(text)}</p>`)
  const places = [...names, 'Schemas', 'Refusals']
  return sheet({
    class: 'act',
    content: html`${paragraphs}
<p>The same for programs: <a href="/openapi.json">openapi.json</a>, OpenAPI 3.1.</p>
<ul class="plain-list">${places.map((name) => html`<li><a href="#${anchor(name)}">${name}</a></li>`)}</ul>`,
  })
}

/** Between back quotes stands code. */
function withCode(text: string): readonly Content[] {
  return text.split('`').map((part, place) => (place % 2 === 0 ? part : html`<code>${part}</code>`))
}

interface Call {
  readonly method: string
  readonly path: string
  readonly tag: string
  readonly operation: Members
}

function callsOf(paths: Members): readonly Call[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method): Call[] => {
      const operation = membersOf(item)[method]
      if (operation === undefined) return []
      const read = membersOf(operation)
      return [{ method, path, tag: textOf(listOf(read['tags'])[0]), operation: read }]
    }),
  )
}

function callPart({ method, path, operation }: Call): Html {
  const security = listOf(operation['security']).flatMap((one) => Object.keys(membersOf(one)))
  const body = schemaOf(membersOf(operation['requestBody'])['content'])
  const responses = Object.entries(membersOf(operation['responses']))
  const lines = [
    ...security.map((name) => ({ label: 'Who may call', value: html`${name}` })),
    ...listOf(operation['parameters']).map((one) => parameterLine(membersOf(one))),
    ...(body === undefined ? [] : [{ label: 'Body', value: typeOf(body) }]),
    ...responses.map(([status, answer]) => ({ label: status, value: answerOf(membersOf(answer)) })),
  ]
  const heading = html`<h3><code>${method.toUpperCase()} ${path}</code></h3>`
  const summary = html`<p>${textOf(operation['summary'])}</p>`
  const content = html`${heading}${summary}${terms(lines)}`
  return html`<section class="how" id="${textOf(operation['operationId'])}">${sheet({ class: 'act', content })}</section>`
}

function parameterLine(parameter: Members): { readonly label: Html; readonly value: Html } {
  const { name, schema, description, required } = parameter
  const place = `${textOf(parameter['in'])}${required === true ? ', required' : ''}`
  return {
    label: html`<code>${textOf(name)}</code>`,
    value: html`${place}: ${typeOf(schema)} ${textOf(description)}`,
  }
}

function answerOf(answer: Members): Html {
  const schema = schemaOf(answer['content'])
  return schema === undefined ? html`${textOf(answer['description'])}` : typeOf(schema)
}

function schemaPart(name: string, schema: Members): Html {
  const required = new Set(listOf(schema['required']))
  const lines = Object.entries(membersOf(schema['properties'])).map(([member, part]) => ({
    label: html`<code>${member}</code>`,
    value: html`${typeOf(part)}${required.has(member) ? '' : ', optional'} ${withCode(textOf(membersOf(part)['description']))}`,
  }))
  const content = html`<h3>${name}</h3>${terms(lines)}`
  return html`<section class="how" id="schema-${name}">${sheet({ class: 'act', content })}</section>`
}

/** One line for a schema: a link to a named one, a list of it, or its type and form. */
function typeOf(schema: unknown): Html {
  const part = membersOf(schema)
  const name = textOf(part['$ref']).split('/').at(-1)
  if (name !== undefined && name !== '') return html`<a href="#schema-${name}">${name}</a>`
  if (part['type'] === 'array') return html`list of ${typeOf(part['items'])}`
  const choices = listOf(part['enum']).map(textOf)
  const form = textOf(part['format']) || textOf(part['pattern'])
  const words = [textOf(part['type']), form, choices.join(' | ')].filter(Boolean)
  return html`<code>${words.join(' ') || 'any'}</code>`
}

function refusals(): Html {
  const { refusals: texts } = messages('en')
  return table({
    caption: 'Refusals',
    columns: ['Code', 'Status', 'Law', 'Meaning'].map((heading) => ({ heading })),
    rows: Object.keys(CODES)
      .filter(isCode)
      .map((code) => [
        html`<code id="${code}">${code}</code>`,
        CODES[code].status,
        ground('en', '', CODES[code].law),
        `${texts[code].text} ${texts[code].way}`,
      ]),
  })
}

function schemaOf(content: unknown): unknown {
  return membersOf(Object.values(membersOf(content))[0])['schema']
}

function anchor(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z]+/g, '-')
}

function membersOf(part: unknown): Members {
  return typeof part === 'object' && part !== null ? { ...part } : {}
}

function listOf(part: unknown): readonly unknown[] {
  return Array.isArray(part) ? part : []
}

function textOf(part: unknown): string {
  return typeof part === 'string' ? part : ''
}
