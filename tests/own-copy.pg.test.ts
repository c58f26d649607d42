/** The copy a person takes away: complete, in their words, the same for the same data. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { load, SUBJECT } from '@kelisim/store'
import { messages } from '@kelisim/messages'
import { LANGUAGES, type StaffId } from '@kelisim/terms'
import { enterContract, type OwnData, seeOwnData } from '@kelisim/work'
import { ownDataAsJson, ownDataAsPdf, print } from '../apps/server/src/download.ts'
import { ownCopy } from '../apps/server/src/own-copy.ts'
import { type PrintedCopy, printedCopy } from '../apps/server/src/own-copy-print.ts'
import { apply, openWorld, person, type World } from './world.ts'

interface Copied {
  readonly format: string
  readonly version: number
  readonly data: readonly {
    readonly field: string
    readonly value: string
    readonly title: Record<string, string>
    readonly purposes: readonly unknown[]
    readonly ground: { readonly kind: string }
    readonly kept_until: string
  }[]
  readonly consents: readonly { readonly text: string; readonly text_sha256: string }[]
  readonly actions: { readonly all: number; readonly listed: readonly unknown[] }
}

async function taken(world: World): Promise<OwnData> {
  const entered = await apply(world)
  assert.equal(entered.effect, 'done')
  return await exported(world)
}

async function exported(world: World): Promise<OwnData> {
  const { means } = world.house
  await world.sequenceAll()
  const subject = (await load(means.store.pool, SUBJECT, 'true', []))[0]?.subject_id as never
  const answer = await seeOwnData(means, subject, 'values_exported')
  assert.equal(answer.effect, 'done')
  return (answer as { readonly data: OwnData }).data
}

test('the copy holds every value with its reason, every consent with its text, every action (R-39, R-67)', async () => {
  await using world = await openWorld()
  const data = await taken(world)
  const text = ownDataAsJson(world.house, data)
  const copy = JSON.parse(text) as Copied
  assert.equal(copy.format, 'kelisim-own-data')
  assert.deepEqual(
    Object.fromEntries(copy.data.map(({ field, value }) => [field, value])),
    data.values,
  )
  for (const item of copy.data) {
    for (const language of LANGUAGES) assert.notEqual(item.title[language] ?? '', '')
    assert.ok(item.purposes.length > 0, `${item.field} has a purpose`)
    assert.ok(item.kept_until > '2026')
  }
  assert.equal(copy.consents.length, data.consents.length)
  for (const consent of copy.consents) {
    assert.equal(createHash('sha256').update(consent.text).digest('hex'), consent.text_sha256)
  }
  assert.equal(copy.actions.listed.length, copy.actions.all)
  assert.ok(!/"salt"|"attempt"|"due_at"/.test(text), 'our own machinery stays inside')
})

test('a contract the person stands in goes with them, in the JSON and on paper (R-36, R-39)', async () => {
  await using world = await openWorld()
  await apply(world)
  const { means } = world.house
  const officer = { id: 'f0f0f0f0-f0f0-4f0f-8f0f-f0f0f0f0f0f0' as StaffId, role: 'officer' }
  const entered = await enterContract(means, officer, {
    who: person().values['iin'] ?? '',
    number: '№ 71/2026',
    side: 'operator',
    role: 'guarantor',
    from: '2026-01-20',
    until: '2096-02-20',
    kept: '',
  })
  assert.ok(entered.effect === 'done', JSON.stringify(entered))
  const data = await exported(world)
  const copy = ownCopy(world.house, data)
  assert.deepEqual(
    copy.contracts.map(({ number, side, role }) => ({ number, side, role })),
    [{ number: '№ 71/2026', side: 'operator', role: 'guarantor' }],
  )
  for (const language of LANGUAGES) {
    const words = messages(language).contracts
    const printed = printedCopy(
      { house: world.house, reader: 'subject', staffNames: new Map() },
      data,
      language,
    )
    const rows = printed.sections.find(({ heading }) => heading === words.heading)?.rows ?? []
    const [row = []] = rows
    assert.deepEqual(row.slice(0, 3), ['№ 71/2026', words.operator, words.roles.guarantor])
  }
})

test('what the JSON copy lists, the printed copy has a table for (R-39)', async () => {
  await using world = await openWorld()
  const data = await taken(world)
  const lists = Object.values(ownCopy(world.house, data)).filter((part) => Array.isArray(part))
  const printed = printedCopy(
    { house: world.house, reader: 'subject', staffNames: new Map() },
    data,
    'kk',
  )
  // One more is printed: the actions, which the JSON copy counts beside listing them.
  assert.equal(printed.sections.length, lists.length + 1)
  assert.equal(new Set(printed.sections.map(({ heading }) => heading)).size, lists.length + 1)
})

test('the same data give the same bytes, in each language another PDF that is tagged', async () => {
  await using world = await openWorld()
  const data = await taken(world)
  assert.equal(ownDataAsJson(world.house, data), ownDataAsJson(world.house, data))
  const pdfs: Buffer[] = []
  for (const language of LANGUAGES) {
    const pdf = await ownDataAsPdf(world.house, data, language)
    assert.ok(pdf.equals(await ownDataAsPdf(world.house, data, language)), language)
    assert.ok(pdf.includes('pdfuaid'), 'says it is PDF/UA')
    assert.ok(!pdf.includes(person().values['iin'] ?? '?'), 'no value stands in the file’s head')
    pdfs.push(pdf)
  }
  assert.equal(new Set(pdfs.map((pdf) => pdf.toString('base64'))).size, LANGUAGES.length)
})

test('a value that looks like markup stays text: it runs nothing, reads nothing, breaks no page', async () => {
  const hostile = [
    '#panic("run")',
    '#include "/etc/passwd"',
    '#read("/etc/hostname")',
    `${'#pagebreak() '.repeat(20)}`,
    '*b* _i_ $x$ @nobody <label> \\ // /* `raw` [ ] { } "',
    '</script><b>',
    '\u202e\u0000\ufffe 😀 漢',
  ]
  for (const value of hostile) {
    const pdf = await print(view(value), 1, 1_795_339_200)
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-', value)
    assert.equal(pages(pdf), 1, value)
  }
})

test('a sign that the typeface lacks costs nobody the copy', async () => {
  const pdf = await print(view(everySign()), 1, 1_795_339_200)
  assert.ok(pages(pdf) > 0)
})

function view(value: string): PrintedCopy {
  return {
    language: 'kk',
    title: 'Көшірме',
    taken: '',
    facts: [{ label: 'Оператор', value }],
    sections: [
      { heading: 'Деректер', columns: ['Дерек', 'Мәні'], widths: [1, 2], rows: [['Тегі', value]] },
    ],
    none: 'Жоқ.',
    page: 'Бет',
    of: '/',
  }
}

/** Everything that is printed as it stands, and its neighbours. */
function everySign(): string {
  const signs = Array.from({ length: 0x530 }, (_, code) => String.fromCharCode(code))
  const marks = Array.from({ length: 0x220 }, (_, code) => String.fromCharCode(0x2000 + code))
  return [...signs, ...marks].join('')
}

function pages(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0
}
