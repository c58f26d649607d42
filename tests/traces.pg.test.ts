/** What a key leads back to a person is labelled pseudonymised wherever it stands; only figures are depersonalised. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { documentsOf } from '@kelisim/documents'
import { openPool, SUBJECT, load, standingFigures } from '@kelisim/store'
import { isTrace, type SubjectId, TRACE_NAMES, TRACES } from '@kelisim/terms'
import { FIGURES_MAX, seeOwnData } from '@kelisim/work'
import { ownDataAsJson } from '../apps/server/src/download.ts'
import { apply, openWorld, type World } from './world.ts'

/** Names under which a column leads back: a handle, a keyed hash to find by, the id of a person. */
const LEADS_BACK =
  /(?:^|_)(?:handle|subject|subject_id|blind_index|phone_index|iin_index|network_index)$/

/** A handle under another name. */
const ABOUT_A_PERSON = ['incident.about']

interface Described {
  readonly table: string
  readonly column: string
  readonly said: string | null
  readonly tableSaid: string | null
}

async function columns(world: World): Promise<readonly Described[]> {
  const owner = openPool(world.databaseUrl, undefined)
  try {
    const { rows } = await owner.query<Described>(`
      select c.relname as table, a.attname as column, col_description(c.oid, a.attnum) as said,
        obj_description(c.oid, 'pg_class') as "tableSaid"
      from pg_attribute a join pg_class c on c.oid = a.attrelid
        join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'keys') and c.relkind = 'r' and a.attnum > 0
        and not a.attisdropped order by 1, 2`)
    return rows
  } finally {
    await owner.end()
  }
}

/** `pseudonymised: handle; …` */
function labelOf(said: string | null): readonly [label: string, trace: string] | undefined {
  const [, label = '', trace = ''] = /^(\w+): (\w+);/.exec(said ?? '') ?? []
  return label === '' ? undefined : [label, trace]
}

test('every column that leads back to a person says so, by a trace of the list (R-96)', async () => {
  await using world = await openWorld()
  const all = await columns(world)
  const back = all.filter(
    ({ table, column }) => LEADS_BACK.test(column) || ABOUT_A_PERSON.includes(`${table}.${column}`),
  )
  assert.ok(back.length > 20, String(back.length))
  const silent = back.filter(({ said }) => labelOf(said)?.[0] !== 'pseudonymised')
  assert.deepEqual(
    silent.map(({ table, column }) => `${table}.${column}`),
    [],
  )
  for (const { table, column, said, tableSaid } of all) {
    for (const [label, trace] of [labelOf(said), labelOf(tableSaid)].filter((one) => !!one)) {
      assert.ok(isTrace(trace), `${table}.${column}: ${trace}`)
      assert.equal(label, TRACES[trace], `${table}.${column}`)
    }
  }
})

test('nothing labelled depersonalised carries a mark that leads back (R-96)', async () => {
  await using world = await openWorld()
  const all = await columns(world)
  const free = all.filter(({ tableSaid }) => labelOf(tableSaid)?.[0] === 'depersonalised')
  assert.deepEqual(
    [...new Set(free.map(({ table }) => table))],
    ['depersonalisation', 'depersonalised_figure'],
  )
  const marks = free.filter(
    ({ column, said }) => LEADS_BACK.test(column) || labelOf(said)?.[0] === 'pseudonymised',
  )
  assert.deepEqual(marks, [])
})

test('the copy a person takes away labels their handle, and no figure holds it (R-96, R-39)', async () => {
  await using world = await openWorld()
  const { means } = world.house
  assert.equal((await apply(world)).effect, 'done')
  await world.sequenceAll()
  const [row] = await load(means.store.pool, SUBJECT, 'true', [])
  const own = await seeOwnData(means, row?.subject_id as SubjectId, 'values_exported')
  assert.ok(own.effect === 'done')
  const copy = JSON.parse(ownDataAsJson(world.house, own.data))
  assert.match(copy.ledger_handle, /^[\w-]{20,}$/)
  assert.deepEqual(copy.labels, { ledger_handle: 'pseudonymised' })
  const figures = JSON.stringify(await standingFigures(means.store.pool, FIGURES_MAX))
  assert.ok(!figures.includes(copy.ledger_handle))
})

test('the register and the export in DPV label every trace, the handle never as anonymous (R-96, R-9)', async () => {
  await using world = await openWorld()
  const documents = documentsOf(world.house.means.policy)
  const graph = JSON.parse(documents.find(({ kind }) => kind === 'vocabulary')?.text ?? '{}')
  const types = new Map<string, string>(
    graph['@graph'].map((node: Record<string, string>) => [node['@id'], node['@type']]),
  )
  for (const trace of TRACE_NAMES) {
    const expected =
      TRACES[trace] === 'pseudonymised' ? 'dpv:PseudonymisedData' : 'dpv:AnonymisedData'
    assert.equal(types.get(`policy:trace/${trace}`), expected, trace)
  }
  const anonymous = [...types].filter(([, type]) => type === 'dpv:AnonymisedData')
  assert.deepEqual(
    anonymous.map(([id]) => id),
    ['policy:trace/figure'],
  )
  for (const [language, label] of [
    ['kk', 'бүркеншік белгілі, дербес дерек'],
    ['ru', 'псевдонимизировано, персональные данные'],
    ['en', 'pseudonymised, personal data'],
  ] as const) {
    const text = documents.find((one) => one.kind === 'register' && one.language === language)?.text
    const marks = TRACE_NAMES.filter((trace) => TRACES[trace] === 'pseudonymised')
    assert.equal(text?.split(`<b>${label}</b>`).length, marks.length + 1, language)
  }
})
