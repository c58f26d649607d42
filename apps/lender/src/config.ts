/**
 * Who is this lender, and how does it behave?
 *
 * From the environment, or from arguments of the same name (`LENDER_ID` = `--lender-id`), which win.
 * There is no default secret: a lender that anyone could address would be a leak of its own.
 */
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { Behaviour, HOME_CREDIT_MIX } from './behaviour.ts'

const Secret = z.string().regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/)
const milliseconds = (preset: string, max: number) =>
  z.string().default(preset).transform(Number).pipe(z.int().min(0).max(max))
const share = z.string().default('0').transform(Number).pipe(z.number().min(0).max(1))

const Settings = z.object({
  LENDER_ID: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
  LENDER_NAME: z.string().min(1).max(100),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.string().transform(Number).pipe(z.int().min(0).max(65_535)),
  /** One secret, or several with spaces between while it is being rotated. */
  SHARED_SECRET: z
    .string()
    .transform((text) => text.split(' '))
    .pipe(z.array(Secret).min(1).max(3)),
  OPERATOR_URL: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/$/, '')),
  /** The key of the operator's log, if known beforehand; otherwise the first one seen is kept to. */
  LOG_VKEY: z.string().optional(),
  /** Applicant fields of the agreement, with commas between. */
  LENDER_FIELDS: z
    .string()
    .default('last_name,first_name,patronymic,birth_date,phone,iin,income')
    .transform((text) => text.split(',').map((field) => field.trim())),
  /** Shortest and longest, `50-200`. */
  LATENCY_MS: z
    .string()
    .regex(/^[0-9]{1,5}-[0-9]{1,5}$/)
    .default('50-200')
    .transform((text) => text.split('-').map(Number)),
  REFUSAL_SHARE: share,
  TIMEOUT_SHARE: share,
  OUTAGE: z.enum(['none', 'error', 'silent']).default('none'),
  OUTCOME_DELAY_MS: milliseconds('3000', 86_400_000),
  NOTICE_DELAY_MS: milliseconds('1000', 86_400_000),
  /** Waits before each attempt to tell the operator something. */
  RETRY_MS: z
    .string()
    .default('0,500,2000,5000,15000')
    .transform((text) => text.split(',').map(Number))
    .pipe(z.array(z.int().min(0).max(3_600_000)).min(1).max(10)),
  SEED: z.string().max(100).default('kelisim'),
})

export interface Config {
  readonly id: string
  readonly name: string
  readonly host: string
  readonly port: number
  readonly secrets: readonly string[]
  readonly operatorUrl: string
  readonly logVkey?: string
  readonly fields: readonly string[]
  readonly retryMs: readonly number[]
  readonly seed: string
  readonly behaviour: Behaviour
}

/** Throws with the names of the settings at fault, never their values. */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  args: readonly string[] = [],
): Config {
  const parsed = Settings.safeParse({ ...known(environment), ...fromArguments(args) })
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map((issue) => issue.path.join('.')))
    throw new Error(`couldn’t read the settings: ${[...names].join(', ')}`)
  }
  const settings = parsed.data
  return {
    id: settings.LENDER_ID,
    name: settings.LENDER_NAME,
    host: settings.HOST,
    port: settings.PORT,
    secrets: settings.SHARED_SECRET,
    operatorUrl: settings.OPERATOR_URL,
    ...(settings.LOG_VKEY === undefined ? {} : { logVkey: settings.LOG_VKEY }),
    fields: settings.LENDER_FIELDS,
    retryMs: settings.RETRY_MS,
    seed: settings.SEED,
    behaviour: Behaviour.parse({
      latency_ms: settings.LATENCY_MS,
      refusal_share: settings.REFUSAL_SHARE,
      timeout_share: settings.TIMEOUT_SHARE,
      outage: settings.OUTAGE,
      outcome_delay_ms: settings.OUTCOME_DELAY_MS,
      notice_delay_ms: settings.NOTICE_DELAY_MS,
      mix: HOME_CREDIT_MIX,
    }),
  }
}

const NAMES = Object.keys(Settings.shape)

function known(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    NAMES.flatMap((name) => {
      const value = environment[name]
      return value === undefined || value === '' ? [] : [[name, value]]
    }),
  )
}

function fromArguments(args: readonly string[]): Record<string, string> {
  const options = Object.fromEntries(
    NAMES.map((name) => [optionOf(name), { type: 'string' as const }]),
  )
  const { values } = parseArgs({ args: [...args], options, strict: true })
  return Object.fromEntries(
    NAMES.flatMap((name) => {
      const value = values[optionOf(name)]
      return typeof value === 'string' ? [[name, value]] : []
    }),
  )
}

function optionOf(name: string): string {
  return name.toLowerCase().replaceAll('_', '-')
}
