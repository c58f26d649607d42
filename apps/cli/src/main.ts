/**
 * `npx kelisim …`: finds the command, reads its options, runs it, says what went wrong.
 *
 * An exit code is always one of 0, 1, 2. A failure is told by its sentence when the sentence is ours, by
 * name and code otherwise: messages of foreign errors may hold values (I11).
 */
import { parseArgs } from 'node:util'
import type { PolicyRefused } from '@kelisim/house'
import { isLanguage, type Language, languageOfLocale, Outage } from '@kelisim/terms'
import { type Call, type Command, type ExitCode, Failure, WrongUse } from './command.ts'
import { findCommand, helpText, type Listed, usageOf } from './commands.ts'

const COMMON = {
  json: { type: 'boolean' },
  lang: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

async function main(parameters: readonly string[]): Promise<ExitCode> {
  const listed = findCommand(parameters)
  if (listed === undefined) {
    const asked = parameters.length === 0 || parameters.some((word) => /^(?:--help|-h)$/.test(word))
    const out = asked && parameters.length > 0 ? process.stdout : process.stderr
    out.write(helpText())
    return out === process.stdout ? 0 : 2
  }
  try {
    return await runCommand(listed, parameters.slice(listed.name.split(' ').length))
  } catch (error) {
    return tell(error, listed)
  }
}

async function runCommand(listed: Listed, parameters: readonly string[]): Promise<ExitCode> {
  const command = await listed.load()
  const { values, positionals } = readParameters(command, parameters)
  if (values['help'] === true) {
    process.stdout.write(`${listed.about}\n${usageOf(listed)}`)
    return 0
  }
  const texts = Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      // A switch that is given reads `true`; one that is not given is absent like any other option.
      typeof value === 'string' || value === true ? [[name, String(value)]] : [],
    ),
  )
  const call = callOf(positionals, texts, values['json'] === true)
  try {
    return await command.run(call)
  } catch (error) {
    if (!isPolicyRefused(error)) throw error
    const { findingLine } = await import('@kelisim/policy')
    const faults = error.findings.map((fault) => findingLine(fault, call.language))
    throw new Failure(error.message, faults)
  }
}

function readParameters(command: Command, parameters: readonly string[]) {
  const options = { ...command.options, ...COMMON }
  try {
    return parseArgs({ args: [...parameters], options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new WrongUse(error instanceof Error ? firstSentence(error.message) : 'wrong options')
  }
}

/** The parser's further sentences advise on a syntax nobody here uses. */
function firstSentence(message: string): string {
  return message.split(/\. |\n/)[0] ?? message
}

function callOf(
  words: readonly string[],
  texts: Readonly<Record<string, string | undefined>>,
  json: boolean,
): Call {
  return {
    words,
    texts,
    json,
    language: languageOf(texts['lang']),
    answer: (value, lines) => {
      process.stdout.write(
        json ? `${JSON.stringify(value)}\n` : lines.map((line) => `${line}\n`).join(''),
      )
    },
    warn: (sentence) => void process.stderr.write(`warning: ${sentence}\n`),
  }
}

function languageOf(option: string | undefined): Language {
  if (option !== undefined) {
    if (isLanguage(option)) return option
    throw new WrongUse('--lang is kk, ru or en')
  }
  return languageOfLocale(process.env)
}

function tell(error: unknown, listed: Listed): ExitCode {
  if (error instanceof WrongUse) {
    process.stderr.write(`${error.message}\n${usageOf(listed)}`)
    return 2
  }
  process.stderr.write(sentenceOf(error))
  return 1
}

function sentenceOf(error: unknown): string {
  if (error instanceof Failure) {
    return [error.message, ...error.details.map((line) => `  ${line}`)].join('\n').concat('\n')
  }
  if (error instanceof Outage) return `${error.message}\n`
  if (!(error instanceof Error)) return 'the command failed\n'
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : ''
  const detail = process.env['KELISIM_TRACE'] === undefined ? '' : `${error.stack ?? ''}\n`
  // Only sentences of this project begin like this; any other may quote what it stumbled over.
  const sentence = /^couldn['’]t |^the |^others may /.test(error.message)
    ? `: ${error.message}`
    : ''
  return `the command failed (${error.name}${code})${sentence}\n${detail}`
}

/** By name: loading the house only to compare classes would make every command slow. */
function isPolicyRefused(error: unknown): error is PolicyRefused {
  return error instanceof Error && error.name === 'PolicyRefused' && 'findings' in error
}

// Whoever reads our output may stop early, as `head` does; that is no fault of the command.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1)
})
process.exitCode = await main(process.argv.slice(2))
