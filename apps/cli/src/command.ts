/**
 * What is a command, and what does it get?
 *
 * Every command answers with an exit code: 0 good, 1 findings or failure, 2 wrong use. What it found goes
 * to standard output, as one JSON value or as lines; warnings, progress and trouble go to standard error,
 * so that a pipe carries results only. No value of a person is ever printed (I11).
 */
import type { Language } from '@kelisim/terms'
import type { ParseArgsConfig } from 'node:util'

export type ExitCode = 0 | 1 | 2

export interface Command {
  readonly options: NonNullable<ParseArgsConfig['options']>
  readonly run: (call: Call) => Promise<ExitCode>
}

export interface Call {
  readonly words: readonly string[]
  readonly texts: Readonly<Record<string, string | undefined>>
  readonly json: boolean
  readonly language: Language
  /** The answer: the value with `--json`, else the lines. */
  answer(value: object, lines: readonly string[]): void
  warn(sentence: string): void
}

/** The command was called in a way it cannot understand: exit code 2. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse'
}

/** A failure whose sentence is meant for the person at the terminal and holds no value: exit code 1. */
export class Failure extends Error {
  override readonly name = 'Failure'
  readonly details: readonly string[]

  constructor(sentence: string, details: readonly string[] = []) {
    super(sentence)
    this.details = details
  }
}

/** Exactly so many words, each of which has a name in the sentence that misses it. */
export function wordsOf(call: Call, ...names: readonly string[]): readonly string[] {
  const missing = names[call.words.length]
  if (missing !== undefined) throw new WrongUse(`${missing} is missing`)
  if (call.words.length > names.length) throw new WrongUse('there are too many words')
  return call.words
}

/** A whole number in decimal digits from `min` to `max`; undefined when the option is not given. */
export function wholeNumber(
  call: Call,
  option: string,
  min: number,
  max: number,
): number | undefined {
  const text = call.texts[option]
  if (text === undefined) return undefined
  const number = /^[0-9]{1,15}$/.test(text) ? Number(text) : Number.NaN
  if (!(number >= min && number <= max)) {
    throw new WrongUse(`--${option} is a whole number from ${min} to ${max}`)
  }
  return number
}
