/**
 * For the tests of this folder: the policy in force with one text changed, and what must be found in it. A change is
 * text for text, so the fixtures stay true to what a person would really write. Has no tests of its own.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { LANGUAGES } from '@kelisim/terms'
import { placesIn } from '../fill.ts'
import { readYaml, type YamlFile } from '../folder.ts'
import { loadPolicy } from '../load.ts'
import type { Finding } from '../model.ts'
import { ALWAYS_CLOSED, closedWord } from './closed-words.ts'
import { findingLine, findingWords } from './finding-words.ts'
import { CHECKER_RULES, ruleOf } from './rules.ts'

const FOLDER = new URL('../../../../policy/proleads/', import.meta.url)
export const FILES: ReadonlyMap<string, string> = new Map(
  readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:yaml|md)$/.test(name))
    .sort()
    .map((name) => [name, readFileSync(new URL(name, FOLDER), 'utf8')]),
)

/** Most files stay as they are, so each text is read once. */
const known = new Map<string, YamlFile>()
export function remember(name: string, text: string): YamlFile {
  const file = known.get(`${name}\n${text}`) ?? readYaml(name, text)
  known.set(`${name}\n${text}`, file)
  return file
}

export interface Wrong {
  readonly code: string
  readonly file: string
  /** The first place after this text is changed; absent: the first of the file. */
  readonly after?: string
  readonly from: string
  readonly to: string
  /** Further changes that the fault needs: file, from, to. */
  readonly also?: readonly (readonly string[])[]
  /** Where the finding stands, when not in the changed file. */
  readonly in?: string
  /** The finding is on the changed line itself. */
  readonly exact?: true
  /** The oddity of section 7 that it shows. */
  readonly oddity?: string
}

const SEVERITY = new Map(CHECKER_RULES.map(({ code, severity }) => [code, severity]))

export function refuses(wrongs: readonly Wrong[]): void {
  for (const wrong of wrongs) {
    const odd = wrong.oddity === undefined ? '' : `${wrong.oddity}: `
    const what = wrong.to.trim().slice(0, 60) || `without ${wrong.from.trim().slice(0, 60)}`
    test(`${odd}${wrong.code}: ${wrong.file}: ${what}`, () => refusesOne(wrong))
  }
}

function refusesOne(wrong: Wrong): void {
  const { files, line } = broken(wrong)
  const { policy, findings } = loadPolicy(files, remember)
  const found = findings.filter(({ code }) => code === wrong.code)
  const told = findings.map((finding) => findingLine(finding, 'en'))
  assert.ok(found.length > 0, told.slice(0, 12).join('\n'))
  const file = wrong.in ?? wrong.file
  const wanted = wrong.exact === true ? `${file}:${line}` : `${file}:`
  const here = found.find(({ where }) =>
    wrong.exact === true ? where === wanted : where.startsWith(wanted),
  )
  assert.ok(here !== undefined, `not at ${wanted}: ${found.map(({ where }) => where).join()}`)
  assert.match(here.where, /^[a-z0-9/_-]+\.yaml:[1-9]\d*$/)
  assert.equal(here.severity, SEVERITY.get(wrong.code), 'the table of rules says otherwise')
  const isError = findings.some(({ severity }) => severity === 'error')
  assert.equal(policy === undefined, isError)
  if (here.severity === 'error') assert.equal(policy, undefined)
  for (const finding of findings) saysAll(finding)
}

/** Each finding has its words in three languages, with nothing left unfilled and no word of ours untranslated (L-16). */
export function saysAll(finding: Finding): void {
  const rule = ruleOf(finding.code) ?? assert.fail(`${finding.code} is not in the table`)
  for (const place of placesIn(Object.values({ ...rule.what }).join() + rule.remedy.en)) {
    const value = finding.params[place]
    assert.ok(value !== undefined && value !== '', `${finding.code}: nothing fills {${place}}`)
    const isOurs = ALWAYS_CLOSED.some((param) => param === place)
    assert.ok(!isOurs || closedWord(place, String(value)), `${finding.code}: ${place} ${value}`)
  }
  for (const language of LANGUAGES) {
    const { what, todo } = findingWords(finding, language)
    assert.ok(what !== '' && todo !== '', finding.code)
    assert.doesNotMatch(`${what} ${todo}`, /\{[A-Za-z]+[|}]|undefined|NaN/, finding.code)
  }
}

function broken(wrong: Wrong): { files: Map<string, string>; line: number } {
  const text = FILES.get(wrong.file) ?? assert.fail(`no file ${wrong.file}`)
  const start = wrong.after === undefined ? 0 : text.indexOf(wrong.after)
  const at = text.indexOf(wrong.from, start)
  assert.ok(start >= 0 && at >= 0, `the fixture’s text is not in ${wrong.file}: ${wrong.from}`)
  const changed = text.slice(0, at) + wrong.to + text.slice(at + wrong.from.length)
  const files = new Map([...FILES, [wrong.file, changed]])
  for (const [file = '', from = '', to = ''] of wrong.also ?? []) {
    const other = files.get(file) ?? assert.fail(`no file ${file}`)
    assert.ok(other.includes(from), `the fixture’s text is not in ${file}: ${from}`)
    files.set(file, other.replace(from, to))
  }
  return { files, line: text.slice(0, at).split('\n').length }
}
