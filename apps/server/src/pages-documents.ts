/**
 * The documents of every adopted version, for anyone: a list, an index for programs, and each by its hash.
 *
 * A document is allowed its own style by hash and nothing else: no script, nothing from elsewhere. What has a
 * hash for an address never changes, so a browser may keep it for good, and it carries no word about what came
 * later: that its version was superseded stands in the list of the version and in the `Link` of the answer.
 *
 * Law: 94-V art. 25(2)(1-1). Requirements, L-12, L-16. RFC 5829 (versions).
 */
import { hash } from 'node:crypto'
import {
  DOCUMENT_GROUPS,
  DOCUMENT_KINDS,
  GROUP_OF,
  type Listed,
  PAPER_STYLE,
  pageWords,
} from '@kelisim/documents'
import type { House } from '@kelisim/house'
import { messages } from '@kelisim/messages'
import {
  type DocumentRow,
  documentsPage,
  documentsPath,
  type Frame,
  notFoundPage,
} from '@kelisim/screens'
import { LANGUAGES, type Language } from '@kelisim/terms'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { documentsArchive, type Text, type VersionDocuments } from './documents-archive.ts'
import { frameOf, sendPage } from './page.ts'

const LIST = '/policy/documents'
const OF_VERSION = '/policy/v/:version/documents'
const IMMUTABLE = 'public, max-age=31536000, immutable'
const STYLE = hash('sha256', PAPER_STYLE, 'base64')
const ONLY_ITS_STYLE = `default-src 'none'; style-src 'sha256-${STYLE}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
const SHORT_NAME: Readonly<Record<Language, string>> = { kk: 'Қаз', ru: 'Рус', en: 'Eng' }

type Params = Readonly<Record<string, string | undefined>>

export function documentPages(app: FastifyInstance, house: House): void {
  const { ofVersion, byHash } = documentsArchive(house)
  const missing = async (request: FastifyRequest, reply: FastifyReply) =>
    await sendPage(reply, notFoundPage(await frameOf(house, request, reply)), 'public', 404)
  const listOf = async (request: FastifyRequest, reply: FastifyReply, version: number) => {
    const found = await ofVersion(version)
    if (found === undefined) return await missing(request, reply)
    const frame = await frameOf(house, request, reply)
    const address = found.supersededBy === undefined ? LIST : documentsPath(version)
    return await sendPage(reply, documentsPage(listView(frame, found, address)), 'public')
  }
  const indexFor = async (request: FastifyRequest, reply: FastifyReply, version: number) => {
    const found = await ofVersion(version)
    if (found === undefined) return await missing(request, reply)
    return await reply
      .header('cache-control', 'no-cache')
      .type('application/json')
      .send(found.index)
  }
  app.get(LIST, async (request, reply) => await listOf(request, reply, house.means.policy.version))
  app.get(
    `${LIST}/index.json`,
    async (request, reply) => await indexFor(request, reply, house.means.policy.version),
  )
  app.get<{ Params: Params }>(OF_VERSION, async (request, reply) => {
    const version = numbered(request.params['version'])
    return version === undefined
      ? await missing(request, reply)
      : await listOf(request, reply, version)
  })
  app.get<{ Params: Params }>(`${OF_VERSION}/:name`, async (request, reply) => {
    const version = numbered(request.params['version'])
    if (version === undefined) return await missing(request, reply)
    if (request.params['name'] === 'index.json') return await indexFor(request, reply, version)
    const found = (await ofVersion(version))?.all.find(
      ({ name }) => name === request.params['name'],
    )
    if (found === undefined) return await missing(request, reply)
    return await reply.header('cache-control', 'no-cache').redirect(`${LIST}/${found.sha256}`, 302)
  })
  app.get<{ Params: { address: string } }>(`${LIST}/:address`, async (request, reply) => {
    const { address } = request.params
    const document = /^[0-9a-f]{64}$/.test(address) ? await byHash(address) : undefined
    if (document === undefined) return await missing(request, reply)
    return await sendText(request, reply, document, house.means.policy.version)
  })
}

async function sendText(
  request: FastifyRequest,
  reply: FastifyReply,
  document: Text,
  inForce: number,
): Promise<FastifyReply> {
  const etag = `"${document.sha256}"`
  void reply.header('cache-control', IMMUTABLE).header('etag', etag)
  if (document.version !== inForce) void reply.header('link', newer(document.version, inForce))
  if (request.headers['if-none-match'] === etag) return await reply.code(304).send()
  if (document.language !== undefined) void reply.header('content-language', document.language)
  return await reply
    .header('content-security-policy', ONLY_ITS_STYLE)
    .header('content-disposition', `inline; filename="${document.name}"`)
    .type(document.mediaType)
    .send(document.text)
}

/** The bytes of a document are its address, so what came after it can only be said around it. */
function newer(version: number, inForce: number): string {
  return `<${documentsPath(version)}>; rel="collection", <${documentsPath(inForce)}>; rel="latest-version"`
}

function numbered(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined
}

function listView(frame: Frame, found: VersionDocuments, address: string) {
  const words = pageWords(frame.language)
  const { policyText } = messages(frame.language)
  const by = found.supersededBy
  return {
    frame,
    title: by === undefined ? words.title : policyText.documents(found.version),
    lead: words.lead,
    check: words.check,
    columns: { document: words.document, read: words.languages, hash: words.fingerprint },
    groups: groups(found.all, frame.language),
    index: { href: `${address}/index.json`, text: words.forPrograms },
    ...(by === undefined
      ? {}
      : {
          superseded: {
            text: policyText.notInForce(by),
            link: policyText.documents(by),
            href: documentsPath(by),
          },
        }),
  }
}

function groups(all: readonly Listed[], language: Language) {
  const headings = pageWords(language).groups
  return DOCUMENT_GROUPS.map((group) => ({
    id: group,
    heading: headings[group],
    rows: rows(
      all.filter((document) => groupOf(document.kind) === group),
      language,
    ),
  })).filter(({ rows: found }) => found.length > 0)
}

/** A kind that this program no longer makes still has a place: among those for programs. */
function groupOf(kind: string): (typeof DOCUMENT_GROUPS)[number] {
  const known = DOCUMENT_KINDS.find((one) => one === kind)
  return known === undefined ? 'program' : GROUP_OF[known]
}

/** A document in three languages, and as plain text, is one row. */
function rows(documents: readonly Listed[], language: Language): readonly DocumentRow[] {
  return documents
    .filter(
      (one) =>
        one.language === undefined || (one.language === language && one.name.endsWith('.html')),
    )
    .map((one) => ({
      title: one.title,
      ...(one.language === undefined ? { lang: 'en' } : {}),
      href: `${LIST}/${one.sha256}`,
      sha256: one.sha256,
      links: one.language === undefined ? [asFile(one)] : others(documents, one, one.language),
    }))
}

function others(documents: readonly Listed[], one: Listed, language: Language) {
  const stem = one.name.slice(0, -`.${language}.html`.length)
  const find = (name: string) => documents.find((document) => document.name === name)
  const pages = LANGUAGES.flatMap((other) => {
    const found = find(`${stem}.${other}.html`)
    return found === undefined
      ? []
      : [{ href: `${LIST}/${found.sha256}`, text: SHORT_NAME[other], lang: other }]
  })
  const plain = find(`${stem}.${language}.txt`)
  if (plain === undefined) return pages
  const text = pageWords(language).plain
  return [...pages, { href: `${LIST}/${plain.sha256}`, text, lang: language }]
}

/** A file for programs has no language; its link says what kind of file it is. */
function asFile({ sha256, name }: Listed) {
  const text = name.slice(name.lastIndexOf('.') + 1).toUpperCase()
  return { href: `${LIST}/${sha256}`, text, lang: 'en' }
}
