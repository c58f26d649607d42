/** The export for programs expands without the network, and every public term in it exists. */
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { documentsOf } from '@kelisim/documents'
import { readPolicyFolder } from '@kelisim/outside'
import { parsePolicy, type Policy } from '@kelisim/policy'
import {
  DPV_NAMESPACE,
  DPV_TERMS,
  PD_NAMESPACE,
  PD_TERMS,
} from '../packages/policy/src/vocabulary-terms.ts'

/** It brings no types. */
const jsonld = createRequire(import.meta.url)('jsonld') as {
  expand(document: object, options: object): Promise<unknown>
}

const FOLDER = new URL('../policy/proleads/', import.meta.url).pathname
const { policy } = parsePolicy(await readPolicyFolder(FOLDER))
const POLICY: Policy = policy ?? assert.fail('the policy cannot be read')

type Expanded = Readonly<Record<string, unknown>> & { readonly '@id'?: string }

function exported(of: Policy): object {
  const found = documentsOf(of).find(({ kind }) => kind === 'vocabulary')
  return JSON.parse(found?.text ?? assert.fail('no export')) as object
}

/** The network is forbidden: a context that is not in the file fails the expansion. */
async function expand(document: object): Promise<readonly Expanded[]> {
  const options = { documentLoader: (url: string) => Promise.reject(new Error(`fetches ${url}`)) }
  return (await jsonld.expand(document, options)) as readonly Expanded[]
}

/** Every identifier, type and property of the expanded graph. */
function* irisIn(value: unknown): Generator<string> {
  if (Array.isArray(value)) {
    for (const one of value as readonly unknown[]) yield* irisIn(one)
    return
  }
  if (typeof value !== 'object' || value === null) return
  for (const [name, inner] of Object.entries(value)) {
    if (!name.startsWith('@')) yield name
    if (name === '@id' && typeof inner === 'string') yield inner
    else if (name === '@type') yield* [inner].flat().filter((one) => typeof one === 'string')
    else yield* irisIn(inner)
  }
}

test('DPV 2.3: the export expands offline and every term of the vocabulary in it exists', async () => {
  const graph = await expand(exported(POLICY))
  const iris = [...new Set(irisIn(graph))]
  const dpv = iris.filter((iri) => iri.startsWith(DPV_NAMESPACE))
  const pd = iris.filter((iri) => iri.startsWith(PD_NAMESPACE))
  assert.ok(dpv.length > 40 && pd.length > 15, `${dpv.length} and ${pd.length}`)
  const unknown = [
    ...dpv.filter((iri) => !DPV_TERMS.has(iri.slice(DPV_NAMESPACE.length))),
    ...pd.filter((iri) => !PD_TERMS.has(iri.slice(PD_NAMESPACE.length))),
  ]
  assert.deepEqual(unknown, [])
  assert.deepEqual(
    iris.filter((iri) => !/^https?:\/\//.test(iri)),
    [],
  )
})

test('a term that the vocabulary does not have would be seen', async () => {
  const { vocabulary } = POLICY
  assert.ok(vocabulary !== undefined)
  const wrong = { ...vocabulary, grounds: { ...vocabulary.grounds, consent: ['dpv:Agreeing'] } }
  const iris = [...irisIn(await expand(exported({ ...POLICY, vocabulary: wrong })))]
  assert.ok(iris.includes(`${DPV_NAMESPACE}Agreeing`))
  assert.equal(DPV_TERMS.has('Agreeing'), false)
})

test('R-9: every purpose, operation, field in use, ground, measure and right is in the export', async () => {
  const document = JSON.stringify(exported(POLICY))
  const graph = await expand(exported(POLICY))
  const ids = new Set(graph.map((node) => node['@id']))
  const base = `${POLICY.operator.site}/policy/${POLICY.id}/${POLICY.version}/`
  const expected = [
    ...POLICY.purposes.map(({ id }) => `process/${id}`),
    ...POLICY.fields.filter((field) => field.default !== 'off').map(({ id }) => `field/${id}`),
    ...POLICY.recipients.map(({ id }) => `recipient/${id}`),
    ...POLICY.rights.map(({ id }) => `right/${id}`),
  ]
  assert.deepEqual(
    expected.filter((id) => !ids.has(`${base}${id}`)),
    [],
  )
  const measures = [...ids].filter((id) => id?.startsWith(`${base}measure/`))
  assert.equal(measures.length, POLICY.register?.measures.length)
  const used = new Set(
    POLICY.roles.flatMap(({ grants }) => grants.flatMap((one) => one.operations)),
  )
  for (const operation of used) {
    const [term = ''] = POLICY.vocabulary?.operations[operation] ?? []
    assert.ok(document.includes(`"${term}"`), operation)
  }
})

test('our own terms are defined where they are used, under a term that exists', async () => {
  const graph = await expand(exported(POLICY))
  const namespace = POLICY.vocabulary?.namespace ?? assert.fail('no namespace')
  const used = [...new Set(irisIn(graph))].filter(
    (iri) => iri.startsWith(namespace) && !iri.includes('country/'),
  )
  const defined = graph.filter((node) =>
    Object.keys(node).some((name) => name.endsWith('#broader')),
  )
  assert.ok(used.length > 10)
  assert.deepEqual(defined.map((node) => String(node['@id'])).toSorted(), used.toSorted())
})

test('a policy without a mapping is exported, too, with its own terms under public ones', async () => {
  const { vocabulary: _, ...bare } = POLICY
  const iris = [...new Set(irisIn(await expand(exported(bare))))]
  assert.ok(iris.includes(`${DPV_NAMESPACE}Purpose`))
  const dpv = iris.filter((iri) => iri.startsWith(DPV_NAMESPACE))
  assert.deepEqual(
    dpv.filter((iri) => !DPV_TERMS.has(iri.slice(DPV_NAMESPACE.length))),
    [],
  )
})
