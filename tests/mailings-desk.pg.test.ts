/** At the desk: one writes, the words of a fault are named, another approves, and nobody's name is seen. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { messages } from '@kelisim/messages'
import { DESK } from '@kelisim/screens'
import { LANGUAGES } from '@kelisim/terms'
import { openAsking } from './same-answer-world.ts'
import { NEWS } from './mailing-world.ts'

const form = (ru: string) => ({
  purpose: 'service_info',
  channel: 'sms',
  'text-kk': NEWS.kk.text,
  'text-ru': ru,
  'text-en': NEWS.en.text,
})

test('R-13, R-16: a fault is named with its word and what was typed stays; then it is written, and another approves', async () => {
  await using asking = await openAsking()
  const staff = await asking.staff('clerk')
  const officer = await asking.staff('officer')
  const someone = await asking.enter('living')
  for (const language of LANGUAGES) {
    const { write } = messages(language).mailings
    const page = await asking.post(DESK.mailings, form('Скидка и «Самал»'), { language, staff })
    assert.equal(page.status, 422)
    assert.ok(page.text.includes(write.fault.advertising('скидк')), page.text.slice(0, 400))
    assert.ok(page.text.includes(write.fault.third_party('самал')))
    assert.ok(page.text.includes('Скидка и «Самал»'), 'what was typed stays')
    const empty = await asking.post(DESK.mailings, form(' '), { language, staff })
    assert.ok(empty.text.includes(write.fault.length))
    const none = await asking.post(
      DESK.mailings,
      { ...form('x'), purpose: '' },
      { language, staff },
    )
    assert.ok(none.text.includes(write.fault.purpose))
  }
  const written = await asking.post(DESK.mailings, form(NEWS.ru.text), { language: 'ru', staff })
  assert.equal(written.status, 303)
  const own = await asking.get(DESK.mailings, { language: 'ru', staff })
  assert.ok(own.text.includes(NEWS.ru.text) && !own.text.includes('/approve'))
  const seen = await asking.get(DESK.mailings, { language: 'ru', staff: officer })
  const approve =
    /\/desk\/messages\/[\w-]+\/approve/.exec(seen.text)?.[0] ?? assert.fail('no button')
  for (const value of someone.values) assert.ok(!seen.text.includes(value), 'numbers only')
  // Also by hand the author gets nowhere.
  assert.equal((await asking.post(approve, {}, { language: 'ru', staff })).status, 403)
  assert.equal((await asking.post(approve, {}, { language: 'ru', staff: officer })).status, 303)
  const after = await asking.get(DESK.mailings, { language: 'ru', staff })
  const { state } = messages('ru').mailings
  assert.ok(after.text.includes(state.waiting), 'Sunday: it waits for the morning')
})

test('R-84: whoever may neither write nor approve finds no such page, and the attempt is written down', async () => {
  await using asking = await openAsking()
  const staff = await asking.staff('clerk')
  const { means } = asking.world.house
  const page = await asking.get(DESK.mailings, { language: 'en' })
  assert.notEqual(page.status, 200)
  const letters = await asking.post(
    DESK.mailings,
    { ...form(NEWS.ru.text), channel: 'email' },
    { language: 'en', staff },
  )
  assert.equal(means.mail, undefined)
  assert.ok(
    letters.text.includes(messages('en').mailings.write.fault.channel),
    'no mail server, no letters',
  )
})
