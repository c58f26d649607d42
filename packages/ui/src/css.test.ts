import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { ASSETS, FONTS, STYLESHEETS } from './assets.ts'

const sheets = readdirSync(ASSETS)
  .filter((name) => name.endsWith('.css'))
  .map((name) => ({ name, text: readFileSync(new URL(name, ASSETS), 'utf8') }))

test('every stylesheet of a surface is there', () => {
  const names = sheets.map(({ name }) => name)
  for (const list of Object.values(STYLESHEETS)) {
    for (const name of list) {
      assert.ok(names.includes(name), name)
    }
  }
})

test('a stylesheet is one part of the page: none is longer than 400 lines', () => {
  for (const { name, text } of sheets) assert.ok(text.split('\n').length <= 401, name)
})

test('a colour is written in tokens.css and nowhere else', () => {
  for (const { name, text } of sheets.filter((sheet) => sheet.name !== 'tokens.css')) {
    const literal = /#[0-9a-f]{3,8}\b(?=[^{}]*[;}])|\brgba?\(|\bhsla?\(/i.exec(
      withoutComments(text),
    )
    assert.equal(literal?.[0], undefined, name)
  }
})

test('nothing is fetched from elsewhere', () => {
  for (const { name, text } of sheets) {
    for (const [, address] of text.matchAll(/url\("?([^)"]+)"?\)/g)) {
      assert.match(address ?? '', /^\/assets\//, name)
    }
    assert.doesNotMatch(text, /@import/, name)
  }
})

test('every name of a token that is used is defined', () => {
  const all = sheets.map(({ text }) => text).join('\n')
  const defined = new Set([...all.matchAll(/(--[a-z0-9-]+)\s*:/g)].map(([, name]) => name))
  const faults = [...all.matchAll(/var\((--[a-z0-9-]+)(,)?/g)]
    .filter(([, name, fallback]) => !defined.has(name ?? '') && fallback === undefined)
    .map(([, name]) => name)
  assert.deepEqual(faults, [])
})

test('the typeface is cut so that Kazakh letters and ₸ are drawn by Inter', () => {
  const text = sheets.find(({ name }) => name === 'fonts.css')?.text ?? ''
  const ranges = [...text.matchAll(/U\+([0-9A-F]+)(?:-([0-9A-F]+))?/g)].map(
    ([, from, to]) =>
      [Number.parseInt(from ?? '', 16), Number.parseInt(to ?? from ?? '', 16)] as const,
  )
  for (const sign of 'әғқңөұүһіӘҒҚҢӨҰҮҺІ₸№«»–… 0') {
    const code = sign.codePointAt(0) ?? 0
    assert.ok(
      ranges.some(([from, to]) => code >= from && code <= to),
      sign,
    )
  }
  for (const file of FONTS) assert.ok(text.includes(`/assets/fonts/${file}`), file)
})

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[^]*?\*\//g, '')
}
