/** The documents of the policy over HTTP: by hash, for anyone, and those of a new version at once. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import cookie from '@fastify/cookie'
import type { Policy } from '@kelisim/policy'
import { LANGUAGES } from '@kelisim/terms'
import { html, render } from '@kelisim/ui'
import Fastify, { type FastifyInstance } from 'fastify'
import { documentPages } from '../apps/server/src/pages-documents.ts'
import { adoptNext, nextFolder, openOwn, withoutField } from './policy-versions.ts'
import { openWorld } from './world.ts'

interface Named {
  readonly name: string
  readonly sha256: string
}

/** The approved list: every item, the version and its approval, in each language, and another one for the next version. */
async function listsAreOf(
  app: FastifyInstance,
  policy: Policy,
  before: readonly Named[],
  after: readonly Named[],
): Promise<void> {
  for (const language of LANGUAGES) {
    const of = (documents: readonly Named[]) =>
      documents.find(({ name }) => name === `list.${language}.html`)?.sha256 ?? '?'
    assert.notEqual(of(before), of(after), language)
    const { payload } = await app.inject(`/policy/documents/${of(after)}`)
    assert.equal(policy.fields.length, 40)
    for (const { title } of policy.fields) {
      assert.ok(payload.includes(render(html`${title[language]}`)), title[language])
    }
    for (const part of [policy.approval.number, policy.hash])
      assert.ok(payload.includes(part), part)
  }
}

test('R-2, R-88: a document has its hash for an address, its own style allowed and no script', async () => {
  await using world = await openWorld()
  const app = Fastify()
  await app.register(cookie)
  documentPages(app, world.house)
  const index = (await app.inject('/policy/documents/index.json')).json<{
    policy: { hash: string }
    documents: { name: string; sha256: string; media_type: string }[]
  }>()
  assert.equal(index.policy.hash, world.house.means.policy.hash)
  for (const { name, sha256, media_type } of index.documents) {
    const answer = await app.inject(`/policy/documents/${sha256}`)
    assert.equal(answer.statusCode, 200, name)
    assert.equal(createHash('sha256').update(answer.rawPayload).digest('hex'), sha256, name)
    assert.ok(String(answer.headers['content-type']).startsWith(media_type), name)
    assert.match(String(answer.headers['cache-control']), /immutable/)
    const rule = String(answer.headers['content-security-policy'])
    assert.match(rule, /^default-src 'none'; style-src 'sha256-[\w+/]+=*'/)
    const style = /<style>([\s\S]*?)<\/style>/.exec(answer.payload)?.[1]
    if (style === undefined) continue
    const allowed = createHash('sha256').update(style).digest('base64')
    assert.ok(rule.includes(`'sha256-${allowed}'`), name)
  }
  const first = index.documents[0]?.sha256 ?? assert.fail('no documents')
  const again = await app.inject({
    url: `/policy/documents/${first}`,
    headers: { 'if-none-match': `"${first}"` },
  })
  assert.equal(again.statusCode, 304)
  assert.equal(again.payload, '')
  assert.equal((await app.inject(`/policy/documents/${'0'.repeat(64)}`)).statusCode, 404)
  for (const language of ['kk', 'ru', 'en']) {
    const page = await app.inject(`/policy/documents?lang=${language}`)
    assert.equal(page.statusCode, 200)
    for (const { sha256, name } of index.documents) {
      // Plain text of another language stands on that language's page.
      if (name.endsWith('.txt') && !name.endsWith(`.${language}.txt`)) continue
      assert.ok(page.payload.includes(`/policy/documents/${sha256}`), `${language}: ${name}`)
    }
  }
  await app.close()
})

test('R-2, R-88, L-12: a superseded version keeps answering by hash and by version, and says what holds now', async (context) => {
  const { world } = await openOwn(context)
  const app = Fastify()
  await app.register(cookie)
  documentPages(app, world.house)
  interface Index {
    readonly policy: { readonly version: number; readonly superseded_by?: number }
    readonly documents: readonly { readonly name: string; readonly sha256: string }[]
  }
  const before = (await app.inject('/policy/documents/index.json')).json<Index>()
  const old = before.policy.version
  const files = await world.house.means.policyFolder.read()
  await adoptNext(world, nextFolder(files, withoutField))
  const after = (await app.inject('/policy/documents/index.json')).json<Index>()
  assert.equal(after.policy.version, old + 1)
  await listsAreOf(app, world.house.means.policy, before.documents, after.documents)
  const now = new Set(after.documents.map(({ sha256 }) => sha256))
  const gone = before.documents.filter(({ sha256 }) => !now.has(sha256))
  assert.ok(gone.length > 10)
  for (const { name, sha256 } of gone) {
    const answer = await app.inject(`/policy/documents/${sha256}`)
    assert.equal(answer.statusCode, 200, name)
    assert.equal(createHash('sha256').update(answer.rawPayload).digest('hex'), sha256, name)
    assert.match(
      String(answer.headers['link']),
      new RegExp(`/v/${old + 1}/documents>; rel="latest`),
    )
    const named = await app.inject(`/policy/v/${old}/documents/${name}`)
    assert.equal(named.statusCode, 302, name)
    assert.equal(named.headers.location, `/policy/documents/${sha256}`)
  }
  const listed = (await app.inject(`/policy/v/${old}/documents/index.json`)).json<Index>()
  assert.deepEqual(listed.documents, before.documents)
  assert.equal(listed.policy.superseded_by, old + 1)
  for (const [language, words] of Object.entries({
    kk: 'енді күшінде емес',
    ru: 'больше не действует',
    en: 'no longer in force',
  })) {
    const page = await app.inject(`/policy/v/${old}/documents?lang=${language}`)
    assert.equal(page.statusCode, 200)
    assert.ok(page.payload.includes(words), language)
    assert.ok(page.payload.includes(gone[0]?.sha256 ?? '?') || language !== 'kk')
  }
  const living = await app.inject(`/policy/v/${old + 1}/documents`)
  assert.doesNotMatch(living.payload, /енді күшінде емес/)
  for (const path of [`/policy/v/${old + 2}/documents`, '/policy/v/0/documents']) {
    assert.equal((await app.inject(path)).statusCode, 404, path)
  }
  await app.close()
})
