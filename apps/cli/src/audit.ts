/**
 * Does the whole database stand as the ledger says, and is the ledger whole?
 *
 * Both questions are those the officer asks at the desk. The checkpoint remembered outside the database
 * finds a database that was rolled back as a whole. Every finding is named by table and key. A house that what was
 * edited keeps closed is looked at from outside; then only the record of this audit is missing, and that is told.
 *
 * Law: 94-V art. 21, 22(1). Requirements. Invariants I3, I7.
 */
import { type House, openDatabase } from '@kelisim/house'
import { messages } from '@kelisim/messages'
import { Outage } from '@kelisim/terms'
import {
  checkDatabase,
  checkLedger,
  type DatabaseCheck,
  examineClosedHouse,
  type LedgerCheck,
} from '@kelisim/work'
import { type Call, type Command, type ExitCode, Failure, wordsOf } from './command.ts'
import { commandEnvironment, inHouse } from './open.ts'
import { keysOfHouse, rememberedBy } from './owner.ts'
import { showProgress } from './show-progress.ts'

export interface Audited {
  readonly ok: boolean
  readonly database: DatabaseCheck
  readonly ledger: LedgerCheck
}

export const audit: Command = {
  options: {},
  run: async (call) => {
    wordsOf(call)
    return tell(call, await auditWhatOpens(call))
  },
}

/** Of a house that opens, and of one that what was found keeps closed. */
async function auditWhatOpens(call: Call): Promise<Audited> {
  try {
    return await inHouse(auditHouse)
  } catch (error) {
    if (error instanceof Failure || error instanceof Outage) throw error
    const name = error instanceof Error ? error.name : 'unknown'
    call.warn(`the house doesn't open with what stands in the database (${name})`)
    return await auditClosedHouse()
  }
}

async function auditClosedHouse(): Promise<Audited> {
  const environment = commandEnvironment()
  const open = await openDatabase(environment)
  try {
    const [keyring, remembered] = [await keysOfHouse(environment), await rememberedBy(environment)]
    const progress = showProgress('audit')
    const found = await examineClosedHouse(
      { addresses: open.addresses, keyring, remembered },
      (done, what) => progress.at(done, 0, what),
    )
    progress.end()
    return { ok: false, ...found }
  } finally {
    await open.close()
  }
}

export async function auditHouse(house: House): Promise<Audited> {
  const remembered = await house.recallCheckpoint()
  const ledger = await checkLedger(house.means, remembered)
  const progress = showProgress('audit')
  const database = await checkDatabase(house.means, (done, what) => progress.at(done, 0, what))
  progress.end()
  const ok = database.ok && ledger.verification.ok && !ledger.rolledBack && ledger.recorded
  return { ok, database, ledger }
}

/** What `--json` says of an audit; the replay ends with the same. */
export function auditValue({ ok, database, ledger }: Audited): object {
  const { verification, rolledBack } = ledger
  const firstBad = verification.ok ? null : verification.firstBad
  const { entries, rows, indexes = null, findings } = database
  const said = { ok: verification.ok, size: verification.size, firstBad, rolledBack }
  const recorded = database.recorded && ledger.recorded
  return { ok, entries, rows, indexes, findings, ledger: said, recorded }
}

export function auditLines(call: Call, { database, ledger }: Audited): readonly string[] {
  const said = messages(call.language).desk.ledger
  const { verification, rolledBack } = ledger
  return [
    database.findings.length === 0
      ? said.auditGood(String(database.rows))
      : said.auditBad(database.findings.length),
    ...database.findings.map(
      ({ code, table, where }) => `  ${code} ${table} ${where}: ${said.finding[code]}`,
    ),
    ...(database.indexes === undefined ? [said.indexesUnseen] : []),
    verification.ok
      ? said.good(String(verification.size))
      : `${said.badWhole}: ${said.fault[verification.firstBad.what]} (${verification.firstBad.path})`,
    ...(rolledBack ? [said.fault.rolled_back] : []),
    ...(database.recorded && ledger.recorded ? [] : [said.fault.not_recorded]),
  ]
}

function tell(call: Call, audited: Audited): ExitCode {
  call.answer(auditValue(audited), auditLines(call, audited))
  return audited.ok ? 0 : 1
}
