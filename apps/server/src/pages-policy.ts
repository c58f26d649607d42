/**
 * The policy for everybody: page, clauses, versions with their differences, source, PDF, machine copy.
 *
 * Without login and without script, in three languages by `?lang=` and `Accept-Language`, open to robots, served
 * from memory. A place with a version's number in it stays for ever. No cookie is set but the language that
 * somebody asked for; `Sec-GPC` changes nothing here, because there is nothing to opt out of.
 *
 * Law: 94-V art. 25(2)(1-1). Requirements, L-16. RFC 8288 (links), RFC 5829 (versions).
 */
import type { House } from '@kelisim/house'
import type { Policy } from '@kelisim/policy'
import {
  clausesBySlug,
  type Frame,
  notFoundPage,
  PUBLIC,
  policyClausePage,
  policyDiffPage,
  policyPage,
  policySourcePage,
  policyVersionsPage,
  versionCopyPath,
  versionPath,
} from '@kelisim/screens'
import { canonical, type Json, type Language, LANGUAGES } from '@kelisim/terms'
import { type Html, render } from '@kelisim/ui'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { languageOf } from './caller.ts'
import { type Copy, copyOf, sendCopy } from './copy.ts'
import { frameOf, sendPage, whoSpeaks } from './page.ts'
import { policyAsPdf } from './policy-print.ts'
import { policyShelf, type Shelf } from './policy-shelf.ts'
import type { ReadyPages } from './ready-page.ts'

/** What stands in memory costs less to send than the refusal would. */
const FREE = { config: { rateLimit: false as const } }
const ASK_AGAIN = 'no-cache'
const FOR_EVER = 'public, max-age=31536000, immutable'
const FORMAT_VERSION = 1

type Params = Readonly<Record<string, string | undefined>>
type Draw = (shelf: Shelf, frame: Frame) => Promise<Html | undefined>

export function policyPages(app: FastifyInstance, house: House, ready: ReadyPages): void {
  const shelf = policyShelf(house)
  /** `place` is made of parts that were found, never of what was typed: there are no more copies than places. */
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    place: string,
    draw: Draw,
  ): Promise<FastifyReply> => {
    const language = languageOf(house, request, reply)
    const now = await shelf()
    const copy = await now.copy(`${place} ${language}`, async () => {
      const drawn = await draw(now, publicFrame(house, now.policy, language, place))
      return drawn === undefined ? undefined : pageCopy(drawn, now, language, place)
    })
    if (copy === undefined) return await missing(house, request, reply)
    ready.keep(request, reply, { hash: now.policy.hash, place, language, copy })
    return await sendCopy(request, reply, copy)
  }

  app.get(
    PUBLIC.policy,
    FREE,
    async (request, reply) =>
      await show(request, reply, PUBLIC.policy, async ({ policy, versions }, frame) =>
        policyPage({ frame, policy, versions }),
      ),
  )
  app.get(
    PUBLIC.policyVersions,
    FREE,
    async (request, reply) =>
      await show(request, reply, PUBLIC.policyVersions, async ({ versions }, frame) =>
        policyVersionsPage(frame, versions),
      ),
  )
  app.get(
    PUBLIC.policySource,
    FREE,
    async (request, reply) =>
      await show(request, reply, PUBLIC.policySource, async ({ policy }, frame) =>
        policySourcePage({ frame, policy }),
      ),
  )
  app.get<{ Params: Params }>(`${PUBLIC.policy}/clauses/:slug`, FREE, async (request, reply) => {
    const { policy } = await shelf()
    return await clause(request, reply, policy, `${PUBLIC.policy}/clauses`)
  })
  app.get<{ Params: Params }>(
    `${PUBLIC.policy}/v/:version/clauses/:slug`,
    FREE,
    async (request, reply) => {
      const policy = await versionOf(await shelf(), request.params['version'])
      if (policy === undefined) return await missing(house, request, reply)
      return await clause(request, reply, policy, `${versionPath(policy.version)}/clauses`)
    },
  )
  app.get<{ Params: Params }>(`${PUBLIC.policy}/diff/:before/:after`, async (request, reply) => {
    const now = await shelf()
    const before = await versionOf(now, request.params['before'])
    const after = await versionOf(now, request.params['after'])
    if (before === undefined || after === undefined) return await missing(house, request, reply)
    const place = `${PUBLIC.policy}/diff/${before.version}/${after.version}`
    return await show(request, reply, place, async (_, frame) =>
      policyDiffPage({ frame, before, after }),
    )
  })
  app.get<{ Params: Params }>(`${PUBLIC.policy}/v/:file`, async (request, reply) => {
    const [, number, kind] = /^(\d{1,9})(?:\.(pdf|json))?$/.exec(request.params['file'] ?? '') ?? []
    const policy = await versionOf(await shelf(), number)
    if (policy === undefined) return await missing(house, request, reply)
    if (kind !== undefined) return await file(request, reply, policy, kind, FOR_EVER)
    return await show(request, reply, versionPath(policy.version), async ({ versions }, frame) =>
      policyPage({ frame, policy, versions }),
    )
  })
  app.get(
    PUBLIC.policyPdf,
    async (request, reply) => await file(request, reply, (await shelf()).policy, 'pdf', ASK_AGAIN),
  )
  app.get(
    PUBLIC.policyJson,
    FREE,
    async (request, reply) => await file(request, reply, (await shelf()).policy, 'json', ASK_AGAIN),
  )
  app.get(PUBLIC.policySourceFile, FREE, async (request, reply) => {
    const now = await shelf()
    const copy = await now.copy(PUBLIC.policySourceFile, async () => {
      const { source } = now.policy
      if (source === undefined) return undefined
      const headers = { 'cache-control': ASK_AGAIN, 'content-language': source.language }
      return copyOf(source.text, 'text/plain; charset=utf-8', headers)
    })
    if (copy === undefined) return await missing(house, request, reply)
    return await sendCopy(request, reply, copy)
  })

  const clause = async (
    request: FastifyRequest<{ Params: Params }>,
    reply: FastifyReply,
    policy: Policy,
    base: string,
  ): Promise<FastifyReply> => {
    const slug = request.params['slug'] ?? ''
    const found = clausesOf(policy).get(slug)
    if (found === undefined) return await missing(house, request, reply)
    return await show(request, reply, `${base}/${encodeURIComponent(slug)}`, async (now, frame) =>
      policyClausePage({ frame, policy, clause: found, versions: now.versions }),
    )
  }

  const file = async (
    request: FastifyRequest,
    reply: FastifyReply,
    policy: Policy,
    kind: string,
    kept: string,
  ): Promise<FastifyReply> => {
    const now = await shelf()
    const language = languageOf(house, request, reply)
    const name = `${policy.version}.${kind} ${kind === 'pdf' ? language : ''} ${kept}`
    const copy = await now.copy(name, async () =>
      kind === 'pdf'
        ? await pdfCopy(policy, language, kept)
        : await jsonCopy(now, policy.version, kept),
    )
    if (copy === undefined) return await missing(house, request, reply)
    return await sendCopy(request, reply, copy)
  }
}

const named = new WeakMap<Policy, ReturnType<typeof clausesBySlug>>()

function clausesOf(policy: Policy) {
  const known = named.get(policy) ?? clausesBySlug(policy)
  named.set(policy, known)
  return known
}

async function versionOf({ policyOf }: Shelf, number: string | undefined) {
  return number !== undefined && /^[1-9]\d{0,8}$/.test(number)
    ? await policyOf(Number(number))
    : undefined
}

/** Without the size of the ledger, which would make every reader's page another. */
function publicFrame(house: House, policy: Policy, language: Language, path: string): Frame {
  return {
    language,
    path,
    demo: house.environment.mode === 'demo',
    ...whoSpeaks(policy),
  }
}

function pageCopy(page: Html, now: Shelf, language: Language, place: string): Copy {
  return copyOf(render(page), 'text/html; charset=utf-8', {
    'cache-control': ASK_AGAIN,
    'content-language': language,
    vary: 'accept-encoding, accept-language, cookie',
    link: linksOf(now, language, place),
  })
}

/** The same in other languages and forms, and its other versions. */
function linksOf({ policy, versions }: Shelf, language: Language, place: string): string {
  const before = versions.find(({ version }) => version < policy.version)
  const links = [
    ...LANGUAGES.filter((other) => other !== language).map(
      (other) => `<${place}?lang=${other}>; rel="alternate"; hreflang="${other}"`,
    ),
    `<${versionCopyPath(policy.version, 'pdf')}?lang=${language}>; rel="alternate"; type="application/pdf"`,
    `<${versionCopyPath(policy.version, 'json')}>; rel="alternate"; type="application/json"`,
    `<${PUBLIC.policyVersions}>; rel="version-history"`,
    `<${versionPath(policy.version)}>; rel="latest-version"`,
    ...(before === undefined
      ? []
      : [`<${versionPath(before.version)}>; rel="predecessor-version"`]),
  ]
  return links.join(', ')
}

async function pdfCopy(policy: Policy, language: Language, kept: string): Promise<Copy> {
  return copyOf(await policyAsPdf(policy, language), 'application/pdf', {
    'cache-control': kept,
    'content-language': language,
    'content-disposition': `inline; filename="policy-${policy.version}-${language}.pdf"`,
    ...(kept === FOR_EVER ? {} : { vary: 'accept-language, cookie' }),
  })
}

/**
 * The model as it was adopted and its address: SHA-256 of the canonical `model` (RFC 8785) is `hash`, so a copy
 * can be checked without asking anybody.
 */
async function jsonCopy(
  { modelOf }: Shelf,
  version: number,
  kept: string,
): Promise<Copy | undefined> {
  const stored = await modelOf(version)
  if (stored === undefined) return undefined
  const { hash, ...model } = JSON.parse(stored) as Readonly<Record<string, Json>>
  const content = canonical({ format: FORMAT_VERSION, hash, model })
  return copyOf(content, 'application/json; charset=utf-8', { 'cache-control': kept })
}

async function missing(
  house: House,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  return await sendPage(
    reply,
    notFoundPage(await frameOf(house, request, reply, PUBLIC.policy)),
    'public',
    404,
  )
}
