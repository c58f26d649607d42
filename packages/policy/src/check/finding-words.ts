/**
 * What does a finding say to a person, in the language asked for?
 *
 * One template for each code and language (`rules.ts`), its places filled from the finding's parameters. A parameter that is
 * a word of ours and not of the folder is said from a closed list (`closed-words.ts`). Never throws: a finding is shown
 * when something is already wrong. Requirements, L-16.
 */
import type { Language } from '@kelisim/terms'
import { put } from '../fill.ts'
import type { Finding } from '../model.ts'
import { closedWord } from './closed-words.ts'
import { ruleOf } from './rules.ts'

export interface FindingWords {
  readonly what: string
  readonly todo: string
}

export function findingWords(
  { code, params }: Pick<Finding, 'code' | 'params'>,
  language: Language,
): FindingWords {
  const rule = ruleOf(code)
  if (rule === undefined) return { what: code, todo: '' }
  const said = (template: string) =>
    put(template, language, (key) => {
      const value = params[key] ?? ''
      return value === '' ? '…' : (closedWord(key, String(value))?.[language] ?? value)
    })
  return { what: said(rule.what[language]), todo: said(rule.remedy[language]) }
}

/** For a list of lines: where, code, clause, what is wrong, what to do. */
export function findingLine(finding: Finding, language: Language): string {
  const { what, todo } = findingWords(finding, language)
  const clause = finding.clause === '' ? '' : ` (${finding.clause})`
  return `${finding.where} ${finding.code}${clause}: ${what} → ${todo}`
}
