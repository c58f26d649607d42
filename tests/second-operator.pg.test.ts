/** The second operator's house, started with nothing but its folder: pages, documents, desk, decisions. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { DEMO_LOGINS } from '@kelisim/house'
import { messages } from '@kelisim/messages'
import { LANGUAGES } from '@kelisim/terms'
import { timeCode } from '@kelisim/work'
import { startServer, type RunningServer } from './running-server.ts'

let server: RunningServer
before(async () => {
  server = await startServer({ KELISIM_POLICY: 'policy/clinic' })
})
after(async () => {
  await server[Symbol.asyncDispose]()
})

const read = async (path: string, headers: Readonly<Record<string, string>> = {}) => {
  const answer = await fetch(server.url + path, { redirect: 'manual', headers })
  return { status: answer.status, text: await answer.text(), headers: answer.headers }
}
const OTHERS = /ProLeads|350140000014/

test('R-88: its policy is published in three languages, with no word of another operator', async () => {
  const names = { kk: '«Шапағат» клиникасы ЖШС', ru: 'Клиника', en: 'Shapagat Clinic LLP' }
  for (const language of LANGUAGES) {
    const page = await read(`/policy?lang=${language}`)
    assert.equal(page.status, 200)
    assert.ok(page.text.includes('350840003103') && page.text.includes(names[language]))
    assert.doesNotMatch(page.text, OTHERS)
  }
})

test('R-3: every document of it is served under its hash', async () => {
  const index = JSON.parse((await read('/policy/documents/index.json')).text) as {
    documents: { sha256: string }[]
  }
  assert.ok(index.documents.length > 20)
  for (const { sha256 } of index.documents) {
    const document = await read(`/policy/documents/${sha256}`)
    assert.equal(document.status, 200, sha256)
    assert.doesNotMatch(document.text, OTHERS)
  }
})

test('R-10: nobody lends, so what is about offers leads to the policy', async () => {
  for (const path of ['/', '/apply', '/apply/phone', '/offers/samal']) {
    const answer = await read(path)
    assert.equal(answer.status, 303, path)
    assert.equal(answer.headers.get('location'), '/policy')
  }
  for (const path of [
    '/how',
    '/login',
    '/verify',
    '/ledger/checkpoint',
    '/demo',
    '/openapi.json',
    '/docs',
  ]) {
    const answer = await read(path)
    assert.equal(answer.status, 200, path)
    assert.doesNotMatch(answer.text, OTHERS, path)
  }
})

test('R-84: its receptionist signs in at the desk and may not do the officer’s work', async () => {
  const desk = await signedIn('kim', 'demo-clerk')
  assert.equal((await read('/desk/applications', desk)).status, 200)
  assert.equal((await read('/desk/policy', desk)).status, 403)
  const officer = await signedIn('saparova', 'demo-officer')
  const policy = await read('/desk/policy', officer)
  assert.equal(policy.status, 200)
  assert.doesNotMatch(policy.text, OTHERS)
})

test('R-4, R-85: the table of law is the officer’s, of the policy in force; who else asks is refused and recorded', async () => {
  const desk = await signedIn('kim', 'demo-clerk')
  const refused = await read('/desk/law?lang=en', desk)
  assert.equal(refused.status, 403)
  assert.ok(refused.text.includes('F-1'), 'refused under the clause of the role')
  const own = await read('/desk/actions?lang=en', desk)
  assert.match(own.text, /not permitted|refused/i)
  const officer = await signedIn('saparova', 'demo-officer')
  for (const language of LANGUAGES) {
    const page = await read(`/desk/law?lang=${language}`, officer)
    assert.equal(page.status, 200)
    assert.doesNotMatch(page.text, OTHERS)
    assert.ok(page.text.includes('id="R-55"') && page.text.includes('>E-1<'))
  }
  const one = await read('/desk/law?lang=en&article=94-V+art.+8(7)&status=built', officer)
  assert.ok(one.text.includes('>D-3<') && !one.text.includes('id="R-55"'))
  assert.ok(one.text.includes('withdraw-'), 'the register of the program is read')
  const odd = await read('/desk/law?article=<script>&requirement=x&status=y', officer)
  assert.equal(odd.status, 200)
})

test('R-8: at the desk each principle of processing stands with the invariants that hold it, and their tests', async () => {
  const officer = await signedIn('saparova', 'demo-officer')
  for (const language of LANGUAGES) {
    const { text } = await read(`/desk/law?lang=${language}`, officer)
    const { column, invariants } = messages(language).deskLaw
    const rows = text.split('<article class="entry" id="').slice(1)
    const held = rows.filter((row) => row.includes(column.principle))
    assert.deepEqual(
      held.map((row) => row.slice(0, row.indexOf('"'))),
      Array.from({ length: 9 }, (_, place) => `R-${29 + place}`),
    )
    for (const row of held) {
      assert.ok(
        Object.values(invariants).some((said) => row.includes(said)),
        row.slice(0, 8),
      )
    }
  }
})

test('R-5: its officer sees the purposes of this operator, each with its note; a clerk does not', async () => {
  const officer = await signedIn('saparova', 'demo-officer')
  const page = await read('/desk/purposes?lang=en', officer)
  assert.equal(page.status, 200)
  assert.doesNotMatch(page.text, OTHERS)
  assert.ok(page.text.includes('The secrecy of one’s health'))
  const desk = await signedIn('kim', 'demo-clerk')
  assert.equal((await read('/desk/purposes', desk)).status, 403)
})

const sessions = new Map<string, Promise<Readonly<Record<string, string>>>>()

/** Once each: a time code opens one session. */
async function signedIn(login: string, password: string) {
  const session = sessions.get(login) ?? signIn(login, password)
  sessions.set(login, session)
  return await session
}

/** As a person would: the form, its token, the time code. */
async function signIn(login: string, password: string): Promise<Readonly<Record<string, string>>> {
  const form = await read('/desk/login')
  const cookies = (headers: Headers) => headers.getSetCookie().map((one) => one.split(';')[0] ?? '')
  const csrf = /name="csrf" value="([^"]*)"/.exec(form.text)?.[1] ?? ''
  const known = DEMO_LOGINS.find((one) => one.login === login) ?? assert.fail('no such login')
  const code = timeCode(known.totpBase32, Date.now())
  const body = new URLSearchParams({ csrf, login, password, code })
  const jar = cookies(form.headers)
  const answer = await fetch(`${server.url}/desk/login`, {
    method: 'POST',
    redirect: 'manual',
    body,
    headers: { cookie: jar.join('; '), origin: server.url },
  })
  assert.equal(answer.status, 303, await answer.text())
  return { cookie: [...jar, ...cookies(answer.headers)].join('; ') }
}
