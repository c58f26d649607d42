import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LANGUAGES } from '@kelisim/terms'
import { render } from '@kelisim/ui'
import { DESK } from '../paths.ts'
import { deskPage } from './frame.ts'
import { type DeskPlace, deskMenu, MENU } from './menu.ts'

const ALL: readonly DeskPlace[] = MENU.flatMap(({ places }): readonly DeskPlace[] => places)

function shown(places: readonly DeskPlace[], current?: DeskPlace): string {
  const frame = {
    language: 'kk' as const,
    path: DESK.actions,
    demo: true,
    csrf: 'c',
    staff: { name: 'N', role: 'R' },
    places,
  }
  return render(
    deskPage(frame, { title: 'T', content: '', ...(current === undefined ? {} : { current }) }),
  )
}

test('each place of the desk stands once in the menu, under its own name (R-84)', () => {
  assert.equal(new Set(ALL).size, ALL.length)
  for (const language of LANGUAGES) {
    const { groups = [] } = deskMenu(language, ALL, undefined)
    const links = groups.flatMap((group) => group.links)
    assert.deepEqual(
      links.map(({ href }) => href),
      ALL.map((place) => DESK[place]),
    )
    const names = [...links.map(({ text }) => text), ...groups.map(({ text }) => text)]
    assert.equal(new Set(names).size, names.length, language)
  }
})

test('the menu shows nobody a place they were not given (R-84)', () => {
  const text = shown(['applications', 'actions'], 'actions')
  assert.doesNotMatch(text, /groups/)
  assert.ok(!text.includes(`href="${DESK.policy}"`))
  const officer = shown(
    ALL.filter((place) => place !== 'requests'),
    'holds',
  )
  assert.ok(!officer.includes(`href="${DESK.requests}"`))
})

test('without a script each place is two links away, and one stands in a group one can see', () => {
  for (const { places } of MENU) {
    for (const place of places) {
      const text = shown(ALL, place)
      const wide = text.slice(text.indexOf('nav groups'), text.indexOf('class="lang"'))
      const links = [...wide.matchAll(/href="([^"]+)"/g)].map(([, href]) => href)
      assert.deepEqual(links, [
        ...MENU.map((group) => DESK[group.places[0]]),
        ...places.map((one) => DESK[one]),
      ])
      assert.equal(wide.match(/aria-current="true"/g)?.length, 1)
      assert.match(wide, new RegExp(`href="${DESK[place]}" aria-current="page"`))
    }
  }
})
