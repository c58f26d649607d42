/** I4: a box opens only at its own place, and an altered one nowhere. Requirements. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type SubjectId, subjectId } from '@kelisim/terms'
import { type BoxPlace, openBox, sealBox } from './box.ts'
import { framed } from './framed.ts'
import { BOX_PLAINTEXT_BYTES_MAX } from './limits.ts'
import { pooledRandom, type Random } from './random.ts'
import { openRecord, sealRecord } from './record.ts'
import { handleOf, newSubjectKey, SubjectKey, wipeSubjectKey } from './subject-key.ts'

const random = pooledRandom()
const PLACE: BoxPlace = {
  operator: 'proleads',
  subject: subjectId(random(16)),
  box: 'identity',
  version: 3,
  keyVersion: 2,
}
const KEY = newSubjectKey(random, PLACE.keyVersion)
const CONTENT = Buffer.from('{"surname":"Үлгіұлы","given_name":"Сынақ"}')

const places = fc.record({
  operator: fc.constantFrom('proleads', 'prolead', 's', 'sproleads'),
  subject: fc.uuid({ version: 4 }) as fc.Arbitrary<SubjectId>,
  box: fc.string({ unit: 'grapheme' }),
  version: fc.maxSafeNat(),
  keyVersion: fc.integer({ min: 1, max: 65_535 }),
})

test('I4: what was sealed opens at its place, byte for byte, whatever it is', () => {
  fc.assert(
    fc.property(places, fc.uint8Array({ maxLength: 2_000 }), (place, content) => {
      const key = newSubjectKey(random, place.keyVersion)
      const box = sealBox(key, place, content, random)
      assert.equal(box.length, content.length + 59)
      assert.deepEqual(openBox(key, place, box), content)
    }),
  )
})

test('I4: a box opens at no other operator, subject, box name, version or key version', () => {
  fc.assert(
    fc.property(
      places,
      places,
      fc.subarray(['operator', 'subject', 'box', 'version'], { minLength: 1 }),
      (place, other, changed) => {
        const key = newSubjectKey(random, place.keyVersion)
        const box = sealBox(key, place, CONTENT, random)
        const moved = {
          ...place,
          ...Object.fromEntries(changed.map((name) => [name, other[name as keyof BoxPlace]])),
        }
        fc.pre(
          changed.some((name) => moved[name as keyof BoxPlace] !== place[name as keyof BoxPlace]),
        )
        assert.equal(openBox(key, moved, box), undefined)
        assert.deepEqual(openBox(key, place, box), new Uint8Array(CONTENT))
      },
    ),
  )
})

test('I4: the parts of a place do not run into one another', () => {
  const box = sealBox(KEY, { ...PLACE, operator: 'ab', box: 'c' }, CONTENT, random)
  assert.equal(openBox(KEY, { ...PLACE, operator: 'a', box: 'bc' }, box), undefined)
  assert.equal(openBox(KEY, { ...PLACE, operator: 'abc', box: '' }, box), undefined)
})

test('I4: one flipped bit anywhere in a box, and it does not open', () => {
  const box = sealBox(KEY, PLACE, CONTENT, random)
  for (let bit = 0; bit < box.length * 8; bit++) {
    const altered = Uint8Array.from(box)
    altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    assert.equal(openBox(KEY, PLACE, altered), undefined, `bit ${bit}`)
  }
})

test('I4: a box cut short, prolonged or empty does not open', () => {
  const box = sealBox(KEY, PLACE, CONTENT, random)
  for (let bytes = 0; bytes < box.length; bytes++) {
    assert.equal(openBox(KEY, PLACE, box.subarray(0, bytes)), undefined, `${bytes} bytes`)
  }
  assert.equal(openBox(KEY, PLACE, Buffer.concat([box, Uint8Array.of(0)])), undefined)
  const huge = new Uint8Array(BOX_PLAINTEXT_BYTES_MAX + 100)
  huge.set(box)
  assert.equal(openBox(KEY, PLACE, huge), undefined)
})

test('I4: a box longer than any that we make is not looked at, authentic or not', () => {
  const { operator, subject, box, version, keyVersion } = PLACE
  const frame = framed('kelisim/box/v1', operator, subject, box, version, keyVersion)
  const sealed = (bytes: number) =>
    sealRecord(
      SubjectKey.recordsOf(KEY),
      Uint8Array.of(1, 0, keyVersion),
      frame,
      new Uint8Array(bytes),
      random,
    )
  assert.equal(openBox(KEY, PLACE, sealed(BOX_PLAINTEXT_BYTES_MAX))?.length, 1_048_576)
  assert.equal(openBox(KEY, PLACE, sealed(BOX_PLAINTEXT_BYTES_MAX + 1)), undefined)
})

test('I4, 94-V art. 23: another key opens nothing, not even with the same version', () => {
  const box = sealBox(KEY, PLACE, CONTENT, random)
  for (let round = 0; round < 100; round++) {
    assert.equal(openBox(newSubjectKey(random, PLACE.keyVersion), PLACE, box), undefined)
  }
})

test('I4: a place that names another key version than the key is closed, whatever it names', () => {
  const box = sealBox(KEY, PLACE, CONTENT, random)
  for (const keyVersion of [0, 1, 3, 65_537, 0.5, Number.NaN]) {
    assert.equal(openBox(KEY, { ...PLACE, keyVersion }, box), undefined)
  }
})

test('I4: parts of two boxes of one place do not make a third', () => {
  const [first, second] = [CONTENT, Buffer.from('{"surname":"Басқа"}')].map((content) =>
    sealBox(KEY, PLACE, content, random),
  )
  assert.ok(first && second)
  for (const cut of [15, 27, 43, first.length - 16]) {
    const mixed = Buffer.concat([first.subarray(0, cut), second.subarray(cut)])
    assert.equal(openBox(KEY, PLACE, mixed), undefined, `cut at ${cut}`)
  }
})

test('I4: nonces never repeat over 20,000 seals', () => {
  const seen = new Set<string>()
  for (let round = 0; round < 20_000; round++) {
    const box = sealBox(KEY, PLACE, Uint8Array.of(1), random)
    seen.add(Buffer.from(box.subarray(3, 27)).toString('latin1'))
  }
  assert.equal(seen.size, 20_000)
})

test('sealing at a place of another key version, or too much, is a defect', () => {
  assert.throws(() => sealBox(KEY, { ...PLACE, keyVersion: 3 }, CONTENT, random), /key version/)
  const much = new Uint8Array(BOX_PLAINTEXT_BYTES_MAX + 1)
  assert.throws(() => sealBox(KEY, PLACE, much, random), /too much/)
  assert.deepEqual(
    openBox(KEY, PLACE, sealBox(KEY, PLACE, much.subarray(1), random)),
    much.slice(1),
  )
})

test('a place that is not well formed is a defect: two places must never share one frame', () => {
  const seal = (place: Partial<BoxPlace>) => sealBox(KEY, { ...PLACE, ...place }, CONTENT, random)
  assert.throws(() => seal({ box: '\ud800' }), /well-formed/)
  for (const version of [-1, 0.5, Number.NaN, 2 ** 53])
    assert.throws(() => seal({ version }), /count/)
  assert.notDeepEqual(seal({ version: 2 ** 32 }), seal({ version: 0 }))
})

test('a source of randomness that gives too little is a defect, not a weak box', () => {
  const short: Random = (bytes) => new Uint8Array(bytes - 1)
  assert.throws(() => sealBox(KEY, PLACE, CONTENT, short), /wrong count/)
  assert.throws(() => newSubjectKey(short, 1), /wrong count/)
  for (const keyVersion of [0, -1, 1.5, 65_536])
    assert.throws(() => newSubjectKey(random, keyVersion))
})

test('I5: a key that was let go opens nothing, seals nothing and names nobody, also where it was in use', () => {
  const key = newSubjectKey(random, PLACE.keyVersion)
  const box = sealBox(key, PLACE, CONTENT, random)
  assert.ok(openBox(key, PLACE, box))
  const inUse = SubjectKey.recordsOf(key)
  const { operator, subject, box: name, version, keyVersion } = PLACE
  const frame = framed('kelisim/box/v1', operator, subject, name, version, keyVersion)
  assert.ok(openRecord(inUse, frame, box.subarray(3)))
  wipeSubjectKey(key)
  assert.equal(openRecord(inUse, frame, box.subarray(3)), undefined)
  assert.equal(openBox(key, PLACE, box), undefined)
  assert.throws(() => sealBox(key, PLACE, CONTENT, random), /destroyed/)
  assert.throws(() => handleOf(key), /destroyed/)
})
