/** The policy as the world reads it: over real HTTP, before and after an adoption. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { type IncomingMessage, request } from 'node:http'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { dateOf, messages } from '@kelisim/messages'
import { readPolicyFolder } from '@kelisim/outside'
import { clausePagePath } from '@kelisim/screens'
import { canonical, type Json, LANGUAGES } from '@kelisim/terms'
import { html, render } from '@kelisim/ui'
import { listEditions } from '@kelisim/work'
import type { FastifyInstance } from 'fastify'
import { policyAsPdf, printedPolicy } from '../apps/server/src/policy-print.ts'
import { adoptNext, nextFolder, openOwn } from './policy-versions.ts'
import { serveWorld } from './served-world.ts'
import { openWorld, type World } from './world.ts'

const FOLDER = new URL('../policy/proleads/', import.meta.url).pathname

const escaped = (text: string): string => render(html`${text}`)

/** Each clause of the page with all that stands beside it, by the address of the clause. */
function articlesIn(body: string): ReadonlyMap<string, string> {
  const parts = body.split('<article class="clause" ').slice(1)
  return new Map(
    parts.map((part) => {
      const said = part.slice(0, part.indexOf('</article>'))
      return [/<a href="([^"]+)"/.exec(said)?.[1] ?? '', said] as const
    }),
  )
}

type Headers = Readonly<Record<string, string>>
const get = async (app: FastifyInstance, url: string, headers: Headers = {}) =>
  await app.inject({ method: 'GET', url, headers })

test('the policy as the world reads it', async (t) => {
  await using world = await openWorld()
  const app = await serveWorld(world)
  const { policy } = world.house.means
  const clauses = policy.chapters.flatMap((chapter) => chapter.clauses)
  try {
    await t.test(
      'tells measures that the law orders from those that were chosen (R-74)',
      async () => {
        const { body } = await get(app, '/policy?lang=en')
        const [, measures = ''] = /id="measures">(.*?)<\/section>/s.exec(body) ?? []
        const grounds = policy.register?.measureGrounds ?? []
        assert.equal(measures.match(/<li>/g)?.length, grounds.length)
        const reasons = grounds.flatMap(({ because }) =>
          because === undefined ? [] : [because.en],
        )
        assert.ok(reasons.length > 0 && reasons.length < grounds.length)
        for (const reason of reasons) assert.ok(measures.includes(escaped(reason)), reason)
        assert.ok(measures.includes('#law-94-V-22.1.5'))
      },
    )
    await t.test(
      'stands without login and without script, in the language asked for (R-88, L-16)',
      async () => {
        for (const language of LANGUAGES) {
          const { statusCode, headers, body } = await get(app, `/policy?lang=${language}`)
          assert.equal(statusCode, 200)
          assert.equal(headers['content-language'], language)
          assert.ok(body.includes(`<html lang="${language}">`))
          assert.doesNotMatch(body, /<script/)
          assert.ok(body.includes(policy.hash))
        }
        const header = { 'accept-language': 'de-DE, ru;q=0.8, en;q=0.5' }
        assert.equal((await get(app, '/policy', header)).headers['content-language'], 'ru')
        assert.equal((await get(app, '/policy')).headers['content-language'], 'kk')
      },
    )

    await t.test('is packed beforehand, tagged, and not sent twice (R-88)', async () => {
      const plain = await get(app, '/policy')
      const unpack = { br: brotliDecompressSync, gzip: gunzipSync }
      for (const packing of ['br', 'gzip'] as const) {
        const packed = await get(app, '/policy', { 'accept-encoding': packing })
        assert.equal(packed.headers['content-encoding'], packing)
        assert.equal(unpack[packing](packed.rawPayload).toString('utf8'), plain.body)
        assert.notEqual(packed.headers.etag, plain.headers.etag)
        const known = { 'accept-encoding': packing, 'if-none-match': String(packed.headers.etag) }
        const again = await get(app, '/policy', known)
        assert.equal(again.statusCode, 304)
        assert.equal(again.rawPayload.length, 0)
      }
      const refused = { 'accept-encoding': 'gzip;q=0, identity' }
      assert.equal((await get(app, '/policy', refused)).headers['content-encoding'], undefined)
      const other = { 'if-none-match': '"not-this", W/"nor-this"' }
      assert.equal((await get(app, '/policy', other)).statusCode, 200)
      assert.match(String(plain.headers['cache-control']), /no-cache/)
      assert.match(String(plain.headers.vary), /accept-language/)
    })

    await t.test('names its other forms and versions in links (RFC 8288, RFC 5829)', async () => {
      const link = String((await get(app, '/policy?lang=kk')).headers.link)
      for (const part of [
        '</policy?lang=ru>; rel="alternate"; hreflang="ru"',
        `</policy/v/${policy.version}.pdf?lang=kk>; rel="alternate"; type="application/pdf"`,
        `</policy/v/${policy.version}.json>; rel="alternate"; type="application/json"`,
        '</policy/versions>; rel="version-history"',
      ]) {
        assert.ok(link.includes(part), part)
      }
    })

    await t.test('has an address for every clause, of today and of the version (R-1)', async () => {
      assert.equal(new Set(clauses.map(({ id }) => clausePagePath(id))).size, clauses.length)
      for (const clause of clauses) {
        const page = await get(app, `${clausePagePath(clause.id)}?lang=en`)
        assert.equal(page.statusCode, 200, clause.id)
        assert.ok(page.body.includes(`Clause ${clause.id}`), clause.id)
      }
      const kept = await get(app, clausePagePath('4.2.2(ж)', policy.version))
      assert.ok(kept.body.includes('Ресей Федерациясының заңнамасына'))
      assert.equal((await get(app, '/policy/clauses/99')).statusCode, 404)
      assert.equal((await get(app, '/policy/v/999/clauses/1.1')).statusCode, 404)
    })

    await t.test('says what for, how and with which harm, no more (R-5, R-6, R-29)', async () => {
      for (const language of LANGUAGES) {
        const { body } = await get(app, `/policy?lang=${language}`)
        const from = body.indexOf('id="purposes"')
        const section = body.slice(from, body.indexOf('</section>', from))
        const items = section.split('<li>').slice(1)
        const words = messages(language).policy
        assert.deepEqual(
          items.map((item) => item.slice(0, item.indexOf(' <span class="note">'))),
          policy.purposes.map(({ title }) => escaped(title[language])),
        )
        // How long a consent lasts is of the model, and what an article orders is named as such.
        for (const [place, { clause, ground, consentDays }] of policy.purposes.entries()) {
          const said =
            ground === 'consent' ? words.purposeConsent(consentDays) : words.purposeStatute
          assert.ok(items[place]?.includes(escaped(said)), `${language}: ${clause}`)
          assert.ok(items[place]?.includes(`>${clause}</a>`), `${language}: ${clause}`)
        }
        const { parts } = printedPolicy(policy, language)
        const printed = parts.find(({ heading }) => heading === words.purposes)
        const { activity } = words
        assert.deepEqual(
          printed?.lines,
          policy.purposes.flatMap(({ id, clause, title }) => {
            const kept = policy.register?.processing.find(({ purpose }) => purpose === id)
            const by = activity.methods[kept?.method ?? 'mixed']
            const note = (['rights', 'harm', 'reduced'] as const).map(
              (key) => `${activity[key]}: ${kept?.note?.[key][language]}`,
            )
            return [`${clause} ${title[language]}. ${activity.method}: ${by}`, ...note]
          }),
        )
      }
    })

    await t.test(
      'defines its terms, and names what is never collected (R-20, R-92 to R-98)',
      async () => {
        const terms = clauses.filter(({ id }) => id.startsWith('A.'))
        assert.ok(terms.length > 10)
        for (const language of LANGUAGES) {
          const { body } = await get(app, `/policy?lang=${language}`)
          for (const { id, text } of terms) {
            const said = articlesIn(body).get(clausePagePath(id)) ?? ''
            assert.ok(said.includes(escaped(text[language])), `${language}: ${id}`)
          }
          const comer = policy.subjectCategories.find(({ requirement }) => requirement === 'R-21')
          assert.ok(body.includes(escaped(comer?.title[language] ?? '?')), language)
          const special = body.slice(body.indexOf('<section class="chapter" id="special">'))
          const health = policy.specialCategories.find(({ id }) => id === 'health')
          assert.ok(special.includes(escaped(health?.title[language] ?? '?')), language)
        }
      },
    )

    await t.test('shows the source verbatim against what holds (R-1, section 7)', async () => {
      const file = await readFile(join(FOLDER, 'source/policy.md'), 'utf8')
      const served = await get(app, '/policy/source.md')
      assert.equal(served.body, file)
      const digest = createHash('sha256').update(served.rawPayload).digest('hex')
      const { body } = await get(app, '/policy/source?lang=ru')
      assert.ok(body.includes(digest))
      for (const clause of clauses) assert.ok(body.includes(clause.text.ru), clause.id)
    })

    await t.test(
      'gives programs the model and its address, which they can check alone (R-88)',
      async () => {
        for (const place of ['/policy.json', `/policy/v/${policy.version}.json`]) {
          const { headers, body } = await get(app, place)
          assert.match(String(headers['content-type']), /^application\/json/)
          const said = JSON.parse(body) as { format: number; hash: string; model: Json }
          assert.equal(said.hash, policy.hash)
          const digest = createHash('sha256').update(canonical(said.model)).digest('hex')
          assert.equal(digest, said.hash)
        }
        const kept = await get(app, `/policy/v/${policy.version}.json`)
        assert.match(String(kept.headers['cache-control']), /immutable/)
      },
    )

    await t.test('can be printed: a tagged PDF, the same bytes each time (R-89)', async () => {
      const first = await get(app, '/policy.pdf?lang=kk')
      assert.equal(first.headers['content-type'], 'application/pdf')
      const text = first.rawPayload.toString('latin1')
      assert.match(text, /^%PDF-/)
      assert.match(text, /\/MarkInfo/)
      assert.match(text, /\/StructTreeRoot/)
      assert.match(text, /pdfuaid:part/)
      const again = await get(app, `/policy/v/${policy.version}.pdf?lang=kk`)
      assert.ok(again.rawPayload.equals(first.rawPayload))
      assert.match(String(again.headers['cache-control']), /immutable/)
      for (const language of LANGUAGES) {
        const { draft } = messages(language).policyText
        assert.ok(printedPolicy(policy, language, true).draft.startsWith(`${draft}. `), language)
        assert.equal(printedPolicy(policy, language).draft, '', language)
      }
      assert.ok(!(await policyAsPdf(policy, 'kk', true)).equals(first.rawPayload))
    })

    await t.test(
      'is open to robots, and the signal of who opts out is honoured (R-16, R-89)',
      async () => {
        const { body } = await get(app, '/robots.txt')
        assert.match(body, /^Allow: \/policy$/m)
        assert.match(body, /^Disallow: \/cabinet$/m)
        const gpc = await get(app, '/.well-known/gpc.json')
        assert.deepEqual(gpc.json(), { gpc: true, lastUpdate: policy.effectiveFrom })
        const signal = { 'sec-gpc': '1' }
        for (const url of ['/policy', '/', '/policy/versions', '/how']) {
          assert.equal((await get(app, url, signal)).headers['set-cookie'], undefined, url)
        }
      },
    )

    await t.test(
      'is not counted against a reader: a thousand readings from one address',
      async () => {
        const codes = new Set<number>()
        for (let reading = 0; reading < 1_000; reading++) {
          codes.add((await get(app, '/policy')).statusCode)
        }
        assert.deepEqual([...codes], [200])
      },
    )
  } finally {
    await app.close()
  }
})

/** The head and the bytes as they go over the wire, without what is of the moment or of the connection. */
async function overTheWire(port: number, path: string, headers: Headers) {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request({ port, host: '127.0.0.1', path, headers }, resolve).on('error', reject).end()
  })
  const parts: Buffer[] = []
  for await (const part of answer) parts.push(Buffer.from(part))
  const { date: _, connection, 'keep-alive': __, ...head } = answer.headers
  assert.equal(connection, 'keep-alive')
  return { status: answer.statusCode, head, body: Buffer.concat(parts) }
}

test('what stands ready goes out as what is made for the asker, and is counted (R-88, R-89)', async (context) => {
  const { world } = await openOwn(context)
  const app = await serveWorld(world)
  try {
    await app.listen({ host: '127.0.0.1', port: 0 })
    const address = app.server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const asked: readonly (readonly [string, Headers])[] = [
      ['/policy', {}],
      ['/policy', { 'accept-encoding': 'gzip, br', 'accept-language': 'ru-KZ, en;q=0.4' }],
      ['/policy', { 'accept-encoding': 'gzip', cookie: 'session=x; language=en' }],
      ['/policy', { cookie: 'language=xx; language=ru', 'accept-language': 'en' }],
      ['/policy', { 'accept-encoding': 'br;q=0' }],
      ['/policy?lang=ru', {}],
      [clausePagePath('4.1(7)'), { 'accept-language': 'en' }],
      ['/policy/versions', { 'accept-encoding': 'br' }],
      ['/policy/source', {}],
    ]
    for (const [path, headers] of asked) {
      const long = await get(app, path, headers)
      for (const time of ['first', 'second', 'third']) {
        const { status, head, body } = await overTheWire(port, path, headers)
        const { date: _, connection: __, ...expected } = long.headers
        assert.equal(status, 200, `${path} ${time}`)
        assert.deepEqual(head, stringly(expected), `${path} ${time}`)
        assert.ok(body.equals(long.rawPayload), `${path} ${time}`)
      }
      const known = { ...headers, 'if-none-match': `"other", W/${String(long.headers.etag)}` }
      const { date: _, connection: __, ...expected } = (await get(app, path, known)).headers
      const again = await overTheWire(port, path, known)
      assert.equal(again.status, 304, path)
      assert.deepEqual(again.head, stringly(expected), path)
      assert.equal(again.body.length, 0)
    }
    const { body: metrics } = await get(app, '/metrics')
    const count = /kelisim_call_seconds_count\{route="\/policy",status="200"\} (\d+)/.exec(metrics)
    assert.equal(
      Number(count?.[1]),
      asked.filter(([path]) => /^\/policy($|\?)/.test(path)).length * 4,
    )

    await adoptWithChange(world)
    const after = await overTheWire(port, '/policy', {})
    assert.ok(after.body.includes(AFTER))
    assert.ok((await overTheWire(port, '/policy', {})).body.equals(after.body))
  } finally {
    await app.close()
  }
})

/** A client reads every field as text, and a cookie as one of a list. */
function stringly(headers: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      name === 'set-cookie' ? [value].flat() : String(value),
    ]),
  )
}

const BEFORE = 'Деректердің құпиялылығы мен қауіпсіздігі сақталады.'
const AFTER = 'Деректердің құпиялылығы, тұтастығы мен қауіпсіздігі сақталады.'

/** The next version, in force today, with one clause in other words. */
async function adoptWithChange(world: World): Promise<void> {
  const files = nextFolder(await readPolicyFolder(FOLDER), (path, text) =>
    path === 'texts/kk/clauses.yaml' ? text.replace(BEFORE, AFTER) : text,
  )
  await adoptNext(world, files)
}

test('an adoption shows at once, and the version before keeps its address and its words (R-2, R-3, R-88)', async (context) => {
  const { world } = await openOwn(context)
  const app = await serveWorld(world)
  const old = world.house.means.policy
  try {
    const before = await get(app, '/policy?lang=kk')
    assert.ok(before.body.includes(BEFORE))
    const model = (await get(app, `/policy/v/${old.version}.json`)).body
    await adoptWithChange(world)
    const { policy } = world.house.means
    assert.equal(policy.version, old.version + 1)

    const after = await get(app, '/policy?lang=kk', {
      'if-none-match': String(before.headers.etag),
    })
    assert.equal(after.statusCode, 200)
    assert.ok(after.body.includes(AFTER))
    assert.match(String(after.headers.link), /rel="predecessor-version"/)

    const kept = await get(app, `/policy/v/${old.version}?lang=kk`)
    assert.ok(kept.body.includes(BEFORE))
    assert.ok(kept.body.includes(old.hash))
    assert.ok(kept.body.includes(`Бұл нұсқа енді күшінде емес. Қазір ${policy.version}-нұсқа`))
    assert.equal((await get(app, `/policy/v/${old.version}.json`)).body, model)

    const list = await get(app, '/policy/versions?lang=en')
    assert.ok(list.body.includes(`/policy/diff/${old.version}/${policy.version}`))
    // As the desk says it, and not the day on which the program took it up.
    const editions = await listEditions(world.house.means)
    const newest = editions.toSorted((one, other) => other.version - one.version)
    const days = newest.map((one) => one.effective_from ?? '')
    assert.deepEqual(days, [policy.effectiveFrom, old.effectiveFrom])
    const said = [...list.body.matchAll(/<td[^>]*><span class="num">([^<]+)<\/span>/g)]
    assert.deepEqual(
      said.map(([, day]) => day),
      days.map((day) => dateOf('en', day)),
    )
    const diff = await get(app, `/policy/diff/${old.version}/${policy.version}?lang=kk`)
    assert.match(diff.body, /<del>құпиялылығы<\/del> <ins>құпиялылығы, тұтастығы<\/ins>/)
    assert.doesNotMatch(diff.body, /4\.1\(8\)/)
    const none = await get(app, `/policy/diff/${old.version}/${policy.version}?lang=en`)
    assert.doesNotMatch(none.body, /<ins>/)
    assert.equal((await get(app, `/policy/diff/${old.version}/999`)).statusCode, 404)
  } finally {
    await app.close()
  }
})
