/**
 * Every rule of the checker in one table: code, severity, what it serves, what is wrong, and what to do.
 *
 * From this table docs/policy-rules.md is written and each finding gets its remedy; a test holds that every code
 * the checker can give stands here and has a failing example. Requirements, L-16; section 7.
 */
import type { Texts } from '@kelisim/terms'
import type { Finding } from '../model.ts'
import { CONSENT_RULES } from './rules-consent.ts'
import { MODEL_RULES } from './rules-model.ts'
import { WORD_RULES } from './rules-words.ts'

export interface CheckerRule {
  readonly code: string
  readonly severity: Finding['severity']
  /** Requirements and oddities: `R-90`, `X-8`. */
  readonly serves: readonly string[]
  readonly what: string
  readonly remedy: Texts
}

const HEAD = /^([a-z_]+) (error|warning) ([A-Z0-9,-]+): (.+)$/
const LINES = 4

export const CHECKER_RULES: readonly CheckerRule[] = [
  MODEL_RULES,
  CONSENT_RULES,
  WORD_RULES,
].flatMap(rulesIn)

const BY_CODE = new Map(CHECKER_RULES.map((rule) => [rule.code, rule]))

export function remedyOf(code: string): Texts | undefined {
  return BY_CODE.get(code)?.remedy
}

function rulesIn(text: string): readonly CheckerRule[] {
  const lines = text.trim().split('\n')
  return lines.flatMap((head, index) => {
    if (index % LINES !== 0) return []
    const [, code = '', severity, serves = '', what = ''] = HEAD.exec(head) ?? []
    const said = (offset: number, language: string) => {
      const line = lines[index + offset] ?? ''
      if (!line.startsWith(`${language}: `)) throw new Error(`a rule is cut short: ${head}`)
      return line.slice(language.length + 2)
    }
    if (severity !== 'error' && severity !== 'warning') throw new Error(`no rule: ${head}`)
    const remedy = { kk: said(1, 'kk'), ru: said(2, 'ru'), en: said(3, 'en') }
    return [{ code, severity, serves: serves.split(','), what, remedy }]
  })
}
