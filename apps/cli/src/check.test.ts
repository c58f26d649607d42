/** The numbers and days a command judges, as the shared vectors have them. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { runCli } from './run-cli.ts'

const FOLDER = new URL('../../../../shared/data/kz/', import.meta.url)
const skip = existsSync(FOLDER) ? false : 'the shared test data are not here'
/** Each vector is a process; one of a reason shows that it comes through, the numbers are tested in terms. */
const OF_A_REASON_MAX = 1

interface Case {
  readonly kind: string
  readonly value: string
  readonly reason?: string
  readonly isGood: boolean
}

function vectors(kind: string, file: string): readonly Case[] {
  const data = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Record<string, unknown>
  const list = (name: string, isGood: boolean) =>
    ((data[name] ?? []) as { value?: string; input?: string; reason?: string }[]).map(
      (one): Case => {
        const value = one.input ?? one.value ?? ''
        // The phones' reasons are sentences for the reader, the others' are codes.
        const isCode = one.reason !== undefined && /^[a-z]+$/.test(one.reason)
        return isCode && one.reason
          ? { kind, value, isGood, reason: one.reason }
          : { kind, value, isGood }
      },
    )
  const seen = new Map<string, number>()
  const few = list('invalid', false).filter(({ reason = '' }) => {
    seen.set(reason, (seen.get(reason) ?? 0) + 1)
    return (seen.get(reason) ?? 0) <= OF_A_REASON_MAX
  })
  return [...list('valid', true), ...list('unknownCentury', true), ...few]
}

async function each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = [...items]
  const worker = async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item)
  }
  await Promise.all([worker(), worker()])
}

test('check says of every vector whether it is possible, with the reason (R-33)', {
  skip,
}, async () => {
  const cases = [
    ...vectors('iin', 'iin.json'),
    ...vectors('iban', 'iban.json'),
    ...vectors('phone', 'phones.json'),
    { kind: 'bin', value: '350140000014', isGood: true },
    { kind: 'bin', value: '350140000015', isGood: false, reason: 'check' },
  ]
  assert.ok(cases.length > 24)
  await each(cases, async ({ kind, value, isGood, reason }) => {
    const ran = await runCli(['check', kind, value, '--json'])
    assert.equal(ran.code, isGood ? 0 : 1, `${kind} ${value}: ${ran.out}${ran.err}`)
    const said = ran.json as { valid: boolean; reason?: string }
    assert.equal(said.valid, isGood)
    if (reason !== undefined) assert.equal(said.reason, reason, `${kind} ${value}`)
  })
})

test('a faulty number is explained in the language asked for and never repeated (I11, L-16)', async () => {
  const value = '980715500011'
  const [kk, ru, en, stdin] = await Promise.all([
    runCli(['check', 'iin', value, '--lang', 'kk']),
    runCli(['check', 'iin', value], { LANG: 'ru_RU.UTF-8' }),
    runCli(['check', 'iin', value]),
    runCli(['check', 'iin', '-', '--json'], {}, `${value}\n`),
  ])
  for (const ran of [kk, ru, en, stdin]) {
    assert.equal(ran.code, 1)
    assert.ok(!`${ran.out}${ran.err}`.includes(value))
  }
  assert.equal(new Set([kk.out, ru.out, en.out]).size, 3)
  assert.match(kk.out, /[әғқңөұүһі]/)
  assert.deepEqual(stdin.json, { valid: false, reason: 'check' })
})

test('calendar due agrees with the vectors of working days (I10)', { skip }, async () => {
  const file = readFileSync(new URL('deadline-vectors.json', FOLDER), 'utf8')
  const { vectors: all } = JSON.parse(file) as {
    vectors: { event: string; due: Record<string, string> }[]
  }
  const cases = all.map(({ event, due }, place) => {
    const terms = Object.entries(due)
    const [days, last] = terms[place % terms.length] ?? []
    return { event, days: days ?? '', last }
  })
  assert.ok(cases.length >= 10)
  // Terms of 1, 3, 10 and 15 working days, each over another holiday.
  await each(cases.slice(0, 5), async ({ event, days, last }) => {
    const ran = await runCli(['calendar', 'due', event, '--working-days', days, '--json'])
    assert.deepEqual(ran.json, { due: last }, `${event} + ${days}: ${ran.err}`)
  })
})

test('a year without a calendar is a finding, wrong words are wrong use', async () => {
  const [missing, noDays, noDate, noCommand, help] = await Promise.all([
    runCli(['calendar', 'due', '2090-01-05', '--working-days', '1', '--json']),
    runCli(['calendar', 'due', '2026-01-05']),
    runCli(['calendar', 'due', '2026-02-30', '--working-days', '1']),
    runCli(['judge', 'iin', '1']),
    runCli(['check', '--help']),
  ])
  assert.deepEqual([missing.code, missing.json], [1, { fault: 'calendar_missing' }])
  assert.deepEqual([noDays.code, noDate.code, noCommand.code, help.code], [2, 2, 2, 0])
  assert.match(noDays.err, /--working-days is missing/)
  assert.match(help.out, /usage: npx kelisim check/)
})
