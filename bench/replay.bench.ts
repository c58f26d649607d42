/**
 * How many real applications a second go the whole way: code, consents, ledger, lender, outcomes?
 *
 * The command itself on a new house with its own durable PostgreSQL and three lender processes, all on
 * this machine. Rows a second count from the first row to the last outcome, without start and audit.
 * Needs the shared table of applications: the first parameter, or its usual place.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const ROWS = 300
const MAIN = fileURLToPath(new URL('../apps/cli/src/main.ts', import.meta.url))
const USUAL = new URL('../../shared/data/leads/home-credit/application_data.csv', import.meta.url)

interface Said {
  readonly entered: number
  readonly refused: number
  readonly rowsPerSecond: number
  readonly seconds: number
  readonly outcomes: Readonly<Record<string, number>>
  readonly audit: { readonly ok: boolean; readonly entries: number }
}

const isJson = process.argv.includes('--json')
const file = process.argv.slice(2).find((word) => !word.startsWith('--')) ?? fileURLToPath(USUAL)
if (!existsSync(file)) console.info('the table of applications is not here: nothing measured')
else await measure()

async function measure(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-bench-'))
  try {
    const words = [MAIN, 'replay', file, '--limit', String(ROWS), '--json']
    const env = { ...process.env, DATABASE_URL: '', KELISIM_DATA: folder }
    const child = spawn(process.execPath, words, { env, stdio: ['ignore', 'pipe', 'inherit'] })
    const said = JSON.parse(await text(child.stdout)) as Said
    if (!said.audit.ok || said.entered !== ROWS) throw new Error('the replay was not whole')
    const { rowsPerSecond, seconds, audit } = said
    const outcomes = Object.values(said.outcomes).reduce((sum, number) => sum + number, 0)
    if (isJson) console.info(JSON.stringify({ node: process.version, rows: ROWS, rowsPerSecond }))
    else {
      console.info(
        `${ROWS} rows in ${seconds} s: ${rowsPerSecond} rows/s, ${outcomes} outcomes, ${audit.entries} entries in the ledger`,
      )
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
