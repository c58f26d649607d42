/**
 * Every rule of the checker in one table: code, severity, what it serves; and in kk, ru, en what is wrong and what to do.
 *
 * From this table docs/policy-rules.md is written and each finding gets its words (`finding-words.ts`); a test holds that
 * every code the checker can give stands here, says the same in three languages and has a failing example.
 * Requirements, L-16; section 7.
 */
import { LANGUAGES, type Texts } from '@kelisim/terms'
import type { Finding } from '../model.ts'
import { CONSENT_RULES } from './rules-consent.ts'
import { MODEL_RULES } from './rules-model.ts'
import { WORD_RULES } from './rules-words.ts'

export interface CheckerRule {
  readonly code: string
  readonly severity: Finding['severity']
  /** Requirements and oddities: `R-90`, `X-8`. */
  readonly serves: readonly string[]
  /** Templates, filled from the finding's parameters. */
  readonly what: Texts
  readonly remedy: Texts
}

const HEAD = /^([a-z_]+) (error|warning) ([A-Z0-9,-]+)$/
const LINES = 4

export const CHECKER_RULES: readonly CheckerRule[] = [
  MODEL_RULES,
  CONSENT_RULES,
  WORD_RULES,
].flatMap(rulesIn)

const BY_CODE = new Map(CHECKER_RULES.map((rule) => [rule.code, rule]))

export function ruleOf(code: string): CheckerRule | undefined {
  return BY_CODE.get(code)
}

function rulesIn(text: string): readonly CheckerRule[] {
  const lines = text.trim().split('\n')
  return lines.flatMap((head, index) => {
    if (index % LINES !== 0) return []
    const [, code = '', severity, serves = ''] = HEAD.exec(head) ?? []
    if (severity !== 'error' && severity !== 'warning') throw new Error(`no rule: ${head}`)
    const what = { kk: '', ru: '', en: '' }
    const remedy = { kk: '', ru: '', en: '' }
    LANGUAGES.forEach((language, at) => {
      const [said, todo, ...more] = (lines[index + at + 1] ?? '').split(' → ')
      if (said === undefined || todo === undefined || more.length > 0) throw cut(head)
      if (!said.startsWith(`${language}: `)) throw cut(head)
      what[language] = said.slice(language.length + 2)
      remedy[language] = todo
    })
    return [{ code, severity, serves: serves.split(','), what, remedy }]
  })
}

function cut(head: string): Error {
  return new Error(`a rule is cut short: ${head}`)
}
