/** Runs the real command as a child process, for the tests: what it wrote and how it ended. */
import { type ChildProcess, spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url))

export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
  /** The first line of the output as JSON. */
  readonly json: unknown
}

export interface Running {
  readonly child: ChildProcess
  readonly ended: Promise<Ran>
}

/** Without `input` the caller writes and ends the child's input. */
export function startCli(
  parameters: readonly string[],
  env: Readonly<Record<string, string>>,
  input: string | Uint8Array | undefined,
): Running {
  const child = spawn(process.execPath, [MAIN, ...parameters], {
    // Nothing of the tester's own settings: a DATABASE_URL in the shell must not be touched.
    env: {
      PATH: process.env['PATH'] ?? '',
      NODE_COMPILE_CACHE: join(tmpdir(), 'kelisim-compile-cache'),
      LANG: 'C.UTF-8',
      ...env,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const { stdin, stdout, stderr } = child
  // A command that ends without reading closes its input; that is its right.
  stdin.on('error', () => undefined)
  if (input !== undefined) stdin.end(input)
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve))
  const ended = Promise.all([closed, text(stdout), text(stderr)]).then(([code, out, err]) => {
    return { code, out, err, json: jsonOf(out) }
  })
  return { child, ended }
}

export async function runCli(
  parameters: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input: string | Uint8Array = '',
): Promise<Ran> {
  return await startCli(parameters, env, input).ended
}

function jsonOf(out: string): unknown {
  try {
    return JSON.parse(out.split('\n')[0] ?? '')
  } catch {
    // Not every command was asked for JSON.
    return undefined
  }
}
