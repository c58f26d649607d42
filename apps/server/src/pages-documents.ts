/**
 * The documents of the policy in force, for anyone: a list, an index for programs, and each by its hash.
 *
 * Made once for a policy and kept in memory; when a version is adopted the next call makes those of the new
 * one. A document is allowed its own style by hash and nothing else: no script, nothing from elsewhere.
 * What has a hash for an address never changes, so a browser may keep it for good.
 *
 * Law: 94-V art. 25(2)(1-1). Requirements, L-12, L-16.
 */
import { hash } from 'node:crypto'
import {
  DOCUMENT_GROUPS,
  type Document,
  documentsOf,
  GROUP_OF,
  indexOf,
  PAPER_STYLE,
  pageWords,
} from '@kelisim/documents'
import type { House } from '@kelisim/house'
import type { Policy } from '@kelisim/policy'
import { type DocumentRow, documentsPage, notFoundPage } from '@kelisim/screens'
import { LANGUAGES, type Language } from '@kelisim/terms'
import type { FastifyInstance } from 'fastify'
import { frameOf, sendPage } from './page.ts'

const LIST = '/policy/documents'
const IMMUTABLE = 'public, max-age=31536000, immutable'
const STYLE = hash('sha256', PAPER_STYLE, 'base64')
const ONLY_ITS_STYLE = `default-src 'none'; style-src 'sha256-${STYLE}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
const SHORT_NAME: Readonly<Record<Language, string>> = { kk: 'Қаз', ru: 'Рус', en: 'Eng' }

interface Made {
  readonly all: readonly Document[]
  readonly byHash: ReadonlyMap<string, Document>
  readonly index: string
}

/** By the policy's hash: the newest only, for the old ones are the archive's. */
let kept: { readonly hash: string; readonly made: Made } | undefined

function madeOf(policy: Policy): Made {
  if (kept?.hash === policy.hash) return kept.made
  const all = documentsOf(policy)
  const byHash = new Map(all.map((document) => [document.sha256, document]))
  const made = { all, byHash, index: indexOf(policy, all) }
  kept = { hash: policy.hash, made }
  return made
}

export function documentPages(app: FastifyInstance, house: House): void {
  app.get(LIST, async (request, reply) => {
    const frame = await frameOf(house, request, reply)
    const words = pageWords(frame.language)
    const view = {
      frame,
      title: words.title,
      lead: words.lead,
      check: words.check,
      columns: { document: words.document, read: words.languages, hash: words.fingerprint },
      groups: groups(madeOf(house.means.policy).all, frame.language),
      index: { href: `${LIST}/index.json`, text: words.forPrograms },
    }
    return await sendPage(reply, documentsPage(view), 'public')
  })
  app.get(`${LIST}/index.json`, async (_request, reply) => {
    const { index } = madeOf(house.means.policy)
    return await reply.header('cache-control', 'no-cache').type('application/json').send(index)
  })
  app.get<{ Params: { address: string } }>(`${LIST}/:address`, async (request, reply) => {
    const document = madeOf(house.means.policy).byHash.get(request.params.address)
    if (document === undefined) {
      return await sendPage(
        reply,
        notFoundPage(await frameOf(house, request, reply)),
        'public',
        404,
      )
    }
    const etag = `"${document.sha256}"`
    void reply.header('cache-control', IMMUTABLE).header('etag', etag)
    if (request.headers['if-none-match'] === etag) return await reply.code(304).send()
    if (document.language !== undefined) void reply.header('content-language', document.language)
    return await reply
      .header('content-security-policy', ONLY_ITS_STYLE)
      .header('content-disposition', `inline; filename="${document.name}"`)
      .type(document.mediaType)
      .send(document.text)
  })
}

function groups(all: readonly Document[], language: Language) {
  const headings = pageWords(language).groups
  return DOCUMENT_GROUPS.map((group) => ({
    id: group,
    heading: headings[group],
    rows: rows(
      all.filter((document) => GROUP_OF[document.kind] === group),
      language,
    ),
  })).filter(({ rows: found }) => found.length > 0)
}

/** A document in three languages, and as plain text, is one row. */
function rows(documents: readonly Document[], language: Language): readonly DocumentRow[] {
  return documents
    .filter(
      (one) =>
        one.language === undefined || (one.language === language && one.name.endsWith('.html')),
    )
    .map((one) => ({
      title: one.title,
      href: `${LIST}/${one.sha256}`,
      sha256: one.sha256,
      links: one.language === undefined ? [asFile(one)] : others(documents, one, one.language),
    }))
}

function others(documents: readonly Document[], one: Document, language: Language) {
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
function asFile({ sha256, name }: Document) {
  const text = name.slice(name.lastIndexOf('.') + 1).toUpperCase()
  return { href: `${LIST}/${sha256}`, text, lang: 'en' }
}
