/**
 * The API's description as a page a person can read: no script, every schema and code with an anchor.
 *
 * Law: none. Problems point here with their `type`, so each refusal code has its own place.
 */
import { ground, messages } from '@kelisim/messages'
import { CODES, isCode } from '@kelisim/terms'
import { assetUrl, type Html, html, STYLESHEETS } from '@kelisim/ui'

type Members = Readonly<Record<string, unknown>>

const METHODS = ['get', 'post', 'put', 'patch', 'delete']

export function referencePage(document: unknown): Html {
  const { info, paths, components, tags } = membersOf(document)
  const about = membersOf(info)
  const calls = callsOf(membersOf(paths))
  const schemas = Object.entries(membersOf(membersOf(components)['schemas']))
  const names = listOf(tags).map((tag) => textOf(membersOf(tag)['name']))
  const sheets = STYLESHEETS.public.map(
    (name) => html`<link rel="stylesheet" href="${assetUrl(name)}">`,
  )
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>API reference · Kelisim</title>${sheets}</head>
<body><main id="main" class="wrap">
<h1>API reference</h1>
${textOf(about['description'])
  .split('\n\n')
  .map((paragraph) => html`<p>${paragraph}</p>`)}
<p>The same as a document for programs: <a href="/openapi.json">openapi.json</a>, OpenAPI 3.1.</p>
<nav aria-label="Contents"><ul>${names.map((name) => html`<li><a href="#${anchor(name)}">${name}</a></li>`)}
<li><a href="#schemas">Schemas</a></li><li><a href="#refusals">Refusals</a></li></ul></nav>
${names.map((name) =>
  group(
    name,
    calls.filter((call) => call.tag === name),
  ),
)}
<h2 id="schemas">Schemas</h2>${schemas.map(([name, schema]) => schemaPart(name, membersOf(schema)))}
${refusals()}
</main></body></html>`
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

function group(name: string, calls: readonly Call[]): Html {
  return html`<h2 id="${anchor(name)}">${name}</h2>${calls.map(callPart)}`
}

function callPart({ method, path, operation }: Call): Html {
  const security = listOf(operation['security']).flatMap((one) => Object.keys(membersOf(one)))
  const parameters = listOf(operation['parameters']).map(membersOf)
  const body = schemaOf(membersOf(operation['requestBody'])['content'])
  const responses = Object.entries(membersOf(operation['responses']))
  return html`<section id="${textOf(operation['operationId'])}">
<h3><code>${method.toUpperCase()} ${path}</code></h3>
<p>${textOf(operation['summary'])}</p>
${security.length > 0 && html`<p>Who may call: ${security.join(', ')}</p>`}
${
  parameters.length > 0 &&
  html`<ul>${parameters.map(
    (one) =>
      html`<li><code>${textOf(one['name'])}</code> in ${textOf(one['in'])}${one['required'] === true ? ', required' : ''}: ${typeOf(one['schema'])} ${textOf(one['description'])}</li>`,
  )}</ul>`
}
${body !== undefined && html`<p>Body: ${typeOf(body)}</p>`}
<ul>${responses.map(([status, answer]) => html`<li>${status}: ${answerOf(membersOf(answer))}</li>`)}</ul>
</section>`
}

function answerOf(answer: Members): Html {
  const schema = schemaOf(answer['content'])
  return schema === undefined ? html`${textOf(answer['description'])}` : typeOf(schema)
}

function schemaPart(name: string, schema: Members): Html {
  const required = new Set(listOf(schema['required']))
  const members = Object.entries(membersOf(schema['properties']))
  return html`<section id="schema-${name}"><h3>${name}</h3><p>${textOf(schema['description'])}</p>
<dl>${members.map(
    ([member, part]) =>
      html`<dt><code>${member}</code>${required.has(member) ? '' : ' (optional)'}</dt><dd>${typeOf(part)} ${textOf(membersOf(part)['description'])}</dd>`,
  )}</dl></section>`
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
  const rows = Object.keys(CODES)
    .filter(isCode)
    .map(
      (code) =>
        html`<tr id="${code}"><th scope="row"><code>${code}</code></th><td>${CODES[code].status}</td><td>${ground('en', '', CODES[code].law)}</td><td>${texts[code].text} ${texts[code].way}</td></tr>`,
    )
  return html`<h2 id="refusals">Refusals</h2><div class="scroll" tabindex="0" role="region" aria-labelledby="refusals"><table><thead><tr><th scope="col">Code</th><th scope="col">Status</th><th scope="col">Law</th><th scope="col">Meaning</th></tr></thead><tbody>${rows}</tbody></table></div>`
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
