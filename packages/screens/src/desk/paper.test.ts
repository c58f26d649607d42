/** What was done on paper: the form says what is wrong in place, and the line names the paper. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { messages } from '@kelisim/messages'
import { LANGUAGES } from '@kelisim/terms'
import { render } from '@kelisim/ui'
import { sampleDesk } from './pages.ts'
import { paperPages } from './paper-sample.ts'

function page(name: string, language: (typeof LANGUAGES)[number]): string {
  const made = paperPages(sampleDesk(language))[name]
  assert.ok(made !== undefined, name)
  return render(made)
}

test('R-94: the line of the ledger names operation, day and document of the paper in three languages', () => {
  assert.match(page('paper-told', 'kk'), /қағазда: шығарып алу, 20\.11\.2026, құжат № 12-п/)
  assert.match(page('paper-told', 'ru'), /на бумаге: извлечение, 20\.11\.2026, документ № 12-п/)
  assert.match(page('paper-told', 'en'), /on paper: extraction, 20.Nov.2026, document № 12-п/)
})

test('R-94: a fault stands at its field and keeps what was typed, but never a number that may be a person’s', () => {
  for (const language of LANGUAGES) {
    const { paper } = messages(language)
    const future = page('paper-future', language)
    assert.ok(future.includes(paper.fault.future) && future.includes('id="day-error"'))
    assert.ok(future.includes('value="2026-11-20"'))
    const persons = page('paper-person', language)
    assert.ok(persons.includes(paper.fault.identifier))
    assert.ok(!persons.includes('961130600018'))
    assert.match(persons, /value="phone" checked/)
  }
})

test('R-84, R-94: a refusal stands over the form with clause and article; a role without grants finds no form', () => {
  for (const language of LANGUAGES) {
    const { paper } = messages(language)
    const refused = page('paper-refused', language)
    assert.ok(refused.includes('2.1(1)') && refused.includes(paper.onRecord))
    const nothing = page('paper-nothing', language)
    assert.ok(nothing.includes(paper.nothing) && !nothing.includes('name="document"'))
  }
})
