import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ACTION_KINDS, LANGUAGES, moment, OPERATIONS } from '@kelisim/terms'
import type { Actor } from './action.ts'
import { dueBy, lastsUntil } from './due.ts'
import { messages } from './messages.ts'
import { actionSentence, refusedSentence } from './story.ts'

const STAFF: Actor = { kind: 'staff', name: 'Д. Ким' }

test('the verb agrees with who acts (R-85)', () => {
  const kind = 'values_opened'
  const list = 'ЖСН'
  assert.equal(
    actionSentence('kk', { kind, actor: { kind: 'you' }, list }),
    'Сіз деректі аштыңыз: ЖСН',
  )
  assert.equal(
    actionSentence('kk', { kind, actor: STAFF, list }),
    'Қызметкер Д. Ким деректі ашты: ЖСН',
  )
  assert.equal(
    actionSentence('kk', { kind: 'consent_granted', actor: { kind: 'you' } }),
    'Сіз келісім бердіңіз',
  )
  assert.equal(actionSentence('ru', { kind, actor: { kind: 'you' } }), 'Вы открыли')
  assert.equal(actionSentence('ru', { kind, actor: STAFF }), 'Сотрудник Д. Ким открыл')
  assert.equal(actionSentence('ru', { kind, actor: { kind: 'program' } }), 'Программа открыла')
  assert.equal(actionSentence('en', { kind, actor: STAFF }), 'Staff member Д. Ким opened')
})

test('the recipient stands where the language puts it', () => {
  const said = { kind: 'disclosure_sent', actor: { kind: 'program' }, recipient: 'Самал' } as const
  assert.equal(actionSentence('kk', said), 'Бағдарлама деректі «Самал» ұйымына берді')
  assert.equal(actionSentence('ru', said), 'Программа передала данные организации «Самал»')
  assert.equal(
    actionSentence('en', { ...said, recipient: 'Samal', list: 'IIN' }),
    'The program sent data to Samal: IIN',
  )
})

test('what a recipient did is told of the recipient, whoever wrote it down', () => {
  const said = { kind: 'outcome_received', actor: { kind: 'program' }, recipient: 'Самал' } as const
  assert.equal(actionSentence('kk', said), '«Самал» ұйымы өтінім бойынша шешімін хабарлады')
  assert.equal(actionSentence('ru', said), 'Организация «Самал» сообщила решение по заявке')
  assert.equal(actionSentence('en', said), 'Самал reported its decision')
})

test('a name that brings its own quotation marks keeps them', () => {
  const said = { operation: 'provide', recipient: 'ТОО «Үлес»' } as const
  assert.equal(refusedSentence('ru', said), 'Отказано, передача организации ТОО «Үлес»')
})

test('every kind of action has its own sentence in each language, every operation its refusal', () => {
  for (const language of LANGUAGES) {
    const sentences: readonly string[] = ACTION_KINDS.map((kind) =>
      actionSentence(language, { kind, actor: STAFF }),
    )
    assert.equal(new Set(sentences).size, ACTION_KINDS.length)
    for (const operation of [undefined, ...OPERATIONS]) {
      const text = refusedSentence(language, { operation, list: 'ЖСН' })
      assert.match(text, /^(?:Бас тартылды|Отказано|Refused), .+: ЖСН$/)
    }
  }
})

test('the opening sentence is true for none, one and several', () => {
  const { held } = messages('ru').cabinet.overview
  assert.equal(
    held(1, 0, undefined),
    'Храним *1\u00a0сведение* о вас. Организациям ничего не передано.',
  )
  assert.match(held(14, 1, undefined), /Часть получила \*1\u00a0организация\*/)
  assert.match(
    held(14, 2, '22 декабря 2026 года'),
    /Часть получили \*2\u00a0организации\*. Уничтожим/,
  )
  assert.match(messages('kk').cabinet.overview.held(14, 2, undefined), /\*2\u00a0ұйым\* алды\.$/)
})

test('a duty is done by a day, a state lasts until it', () => {
  const at = moment(globalThis.Date.parse('2026-12-11T18:59:00Z'))
  assert.equal(dueBy('en', at), 'by 11\u00a0December 2026')
  assert.equal(lastsUntil('en', at), 'until 11\u00a0December 2026')
  assert.equal(dueBy('kk', at), '2026 жылғы 11\u00a0желтоқсанға дейін')
})
