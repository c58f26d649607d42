/** The officer's page of purposes: the note of harm beside the button, what stops and what goes on. Requirements. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { messages } from '@kelisim/messages'
import { readPolicyFolder } from '@kelisim/outside'
import { loadPolicy, type Policy } from '@kelisim/policy'
import { type PurposeStateView, purposesScreen } from '@kelisim/screens'
import { LANGUAGES, moment } from '@kelisim/terms'
import { html, render } from '@kelisim/ui'

async function policyOf(name: string): Promise<Policy> {
  const folder = fileURLToPath(new URL(`../policy/${name}`, import.meta.url))
  return loadPolicy(await readPolicyFolder(folder)).policy ?? assert.fail('a faulty folder')
}
const operators = [await policyOf('proleads'), await policyOf('clinic')]
const escaped = (text: string) => render(html`${text}`)

function page(
  policy: Policy,
  language: (typeof LANGUAGES)[number],
  states: readonly PurposeStateView[],
) {
  const frame = {
    language,
    path: '/desk/purposes',
    demo: true,
    csrf: 'x',
    staff: { name: 'А. Сапарова', role: 'officer' },
    places: ['purposes'] as const,
  }
  return render(purposesScreen({ frame, policy, states }))
}

test('R-5: each purpose of any operator shows its note and one form, to suspend or to resume', () => {
  for (const policy of operators) {
    for (const language of LANGUAGES) {
      const [first] = policy.purposes
      assert.ok(first)
      const suspended = { at: moment(0), reason: 'Looked into' }
      const text = page(policy, language, [{ purpose: first.id, suspended }])
      for (const { id } of policy.purposes) {
        const note = policy.register?.processing.find(({ purpose }) => purpose === id)?.note
        for (const said of [note?.rights, note?.harm, note?.reduced]) {
          assert.ok(said !== undefined && text.includes(escaped(said[language])), id)
        }
        const isFirst: boolean = id === first.id
        assert.equal(text.includes(`/desk/purposes/${id}/resume"`), isFirst)
        assert.equal(text.includes(`/desk/purposes/${id}/suspend"`), !isFirst)
      }
      assert.ok(text.includes('Looked into'))
    }
  }
})

test('R-5: before the button is pressed it says what stops; of the rights of people, that theirs go on', () => {
  for (const policy of operators) {
    const text = page(policy, 'en', [])
    const { consequence, consequenceOfRights } = messages('en').deskPurposes
    const count = (said: string) => text.split(escaped(said)).length - 1
    const rights = policy.purposes.filter((one) => one.everyStoredField === true).length
    assert.deepEqual(
      [count(consequenceOfRights), count(consequence)],
      [rights, policy.purposes.length - rights],
    )
  }
  const [policy] = operators
  assert.ok(policy)
  const unreasoned = page(policy, 'en', [{ purpose: 'offers', unreasoned: true }])
  assert.equal(unreasoned.split(messages('en').deskPurposes.reasonMissing).length - 1, 2)
})
