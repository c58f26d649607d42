import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { attributes, type Content, html, join, render } from './html.ts'

const HOSTILE = `<script>alert(1)</script>" onload="x' & <b>`

test('what is put in is text, in an element and in an attribute', () => {
  const text = render(html`<p title="${HOSTILE}">${HOSTILE}</p>`)
  assert.equal(text.match(/</g)?.length, 2)
  assert.equal(text.match(/"/g)?.length, 2)
  assert.doesNotMatch(text, /<script|<b>|'/)
})

test('any string stays inside its element and its attribute', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (value) => {
      const text = render(html`<i a="${value}">${value}</i>`)
      assert.match(text, /^<i a="[^"<>]*">[^<>]*<\/i>$/s)
    }),
  )
})

test('nested html is raw, arrays are joined, nothing is nothing', () => {
  const rows = ['a', '<b>'].map((name) => html`<li>${name}</li>`)
  assert.equal(
    render(html`<ul>${rows}${undefined}${false}${''}${null}${0}</ul>`),
    '<ul><li>a</li><li>&lt;b&gt;</li>0</ul>',
  )
})

test('a script address does not become a link', () => {
  for (const address of [
    'javascript:alert(1)',
    ' javascript:x',
    'data:text/html,x',
    'vbscript:x',
    '//evil.example',
  ]) {
    assert.equal(render(html`<a href="${address}">x</a>`), '<a href="#">x</a>')
    assert.equal(render(attributes({ href: address })), ' href="#"')
  }
  assert.equal(render(html`<a href="${'/a?b=1&c=2'}">x</a>`), '<a href="/a?b=1&amp;c=2">x</a>')
})

test('an unquoted attribute, an inline style and an inline script are defects', () => {
  assert.throws(() => html`<p class=${'x'}>y</p>`, /quotation/)
  assert.throws(() => attributes({ style: 'color:red' }), /inline/)
  assert.throws(() => attributes({ onclick: 'x()' }), /inline/)
})

test('only the tag makes markup: an object of the same form does not pass', () => {
  const forged = { text: '<script>' } as unknown as Content
  assert.throws(() => html`${forged}`, /only html/)
})

test('attributes leave out what is false and write bare what is true', () => {
  assert.equal(
    render(
      html`<input${attributes({ name: 'a', required: true, disabled: false, value: undefined, max: 3 })}>`,
    ),
    '<input name="a" required max="3">',
  )
})

test('join puts something between', () => {
  assert.equal(render(join(['a', html`<b>b</b>`, 'c'], ', ')), 'a, <b>b</b>, c')
})
