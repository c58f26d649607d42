/**
 * The log: identifiers, codes and durations, nothing else (I11).
 *
 * Only listed fields are written; whatever else a caller passes is dropped, so that a value cannot
 * slip in by adding a field. The record of who did what is the ledger, not this.
 */
import { pino } from 'pino'

const ALLOWED = [
  'part',
  'call',
  'method',
  'route',
  'status',
  'ms',
  'code',
  'lender',
  'witness',
  'trouble',
  'what',
  'count',
  'error',
  'state',
] as const
type Allowed = Partial<
  Readonly<Record<(typeof ALLOWED)[number], string | number | null | undefined>>
>

const out = pino({ base: null, level: process.env['KELISIM_LOG'] ?? 'warn' })

function allowed(fields: Allowed): Record<string, unknown> {
  return Object.fromEntries(
    ALLOWED.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])),
  )
}

export const logger = {
  info: (fields: Allowed, sentence: string) => out.info(allowed(fields), sentence),
  warn: (fields: Allowed, sentence: string) => out.warn(allowed(fields), sentence),
  error: (fields: Allowed, sentence: string) => out.error(allowed(fields), sentence),
}

/** The name and code of an error; its message may hold a value and stays out. */
export function errorName(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : ''
  return `${error.name}${code}`
}
