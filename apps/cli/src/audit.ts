/**
 * Does the whole database stand as the ledger says, and is the ledger whole?
 *
 * Both questions are those the officer asks at the desk. The checkpoint remembered outside the database
 * finds a database that was rolled back as a whole. Every finding is named by table and key.
 *
 * Law: 94-V art. 21, 22(1). Requirements. Invariants I3, I7.
 */
import type { House } from '@kelisim/house'
import { messages } from '@kelisim/messages'
import type { AuditReport } from '@kelisim/store'
import { checkDatabase, checkLedger, type LedgerCheck } from '@kelisim/work'
import { type Call, type Command, type ExitCode, wordsOf } from './command.ts'
import { inHouse } from './open.ts'
import { showProgress } from './show-progress.ts'

export interface Audited {
  readonly ok: boolean
  readonly database: AuditReport
  readonly ledger: LedgerCheck
}

export const audit: Command = {
  options: {},
  run: async (call) => {
    wordsOf(call)
    return await inHouse(async (house) => tell(call, await auditHouse(house)))
  },
}

export async function auditHouse(house: House): Promise<Audited> {
  const remembered = await house.recallCheckpoint()
  const ledger = await checkLedger(house.means, remembered)
  const progress = showProgress('audit')
  const database = await checkDatabase(house.means, (done, what) => progress.at(done, 0, what))
  progress.end()
  const ok = database.ok && ledger.verification.ok && !ledger.rolledBack
  return { ok, database, ledger }
}

/** What `--json` says of an audit; the replay ends with the same. */
export function auditValue({ ok, database, ledger }: Audited): object {
  const { verification, rolledBack } = ledger
  const firstBad = verification.ok ? null : verification.firstBad
  const { entries, rows, findings } = database
  const said = { ok: verification.ok, size: verification.size, firstBad, rolledBack }
  return { ok, entries, rows, findings, ledger: said }
}

export function auditLines(call: Call, { database, ledger }: Audited): readonly string[] {
  const said = messages(call.language).desk.ledger
  const { verification, rolledBack } = ledger
  return [
    database.ok ? said.auditGood(String(database.rows)) : said.auditBad(database.findings.length),
    ...database.findings.map(
      ({ code, table, where }) => `  ${code} ${table} ${where}: ${said.finding[code]}`,
    ),
    verification.ok
      ? said.good(String(verification.size))
      : `${said.badWhole}: ${said.fault[verification.firstBad.what]} (${verification.firstBad.path})`,
    ...(rolledBack ? [said.fault.rolled_back] : []),
  ]
}

function tell(call: Call, audited: Audited): ExitCode {
  call.answer(auditValue(audited), auditLines(call, audited))
  return audited.ok ? 0 : 1
}
