/**
 * Would the house come back today? Backs up, restores the backup into a scratch database, and looks at everything.
 *
 * Measures what the law asks to be able to do: RPO, the actions acknowledged before the backup began that are not
 * there afterwards; RTO, the seconds until the restored database is verified and audited, every box of every
 * living person opened by the program and shown to nobody. The living house goes on meanwhile.
 *
 * Law: 94-V art. 22(1)(3). Requirements.
 */
import { verifyLog } from '@kelisim/ledger'
import { type AuditReport, audit, ledgerFile, openStore, standingActions } from '@kelisim/store'
import { type BackingUp, backUp } from './back-up.ts'
import type { Answer, Means } from './means.ts'
import { restoreHouse } from './restore-house.ts'

export interface Drilled {
  readonly ok: boolean
  readonly manifest: string
  /** Acknowledged before the backup began, and missing afterwards. */
  readonly rpoLost: number
  /** Acknowledged while the drill ran: what a disaster at its end would have cost. */
  readonly behind: number
  readonly backupSeconds: number
  readonly rtoSeconds: number
  readonly entries: number
  readonly rows: number
  /** Living people whose boxes were opened. */
  readonly people: number
  readonly logHolds: boolean
  readonly findings: AuditReport['findings']
}

/** `scratchUrl`: the owner of a migrated, empty database that may be thrown away. */
export async function drill(
  means: Means,
  backing: BackingUp,
  scratchUrl: string,
): Promise<Answer<{ readonly drilled: Drilled }>> {
  const begun = performance.now()
  const acknowledged = await standingActions(means.store.pool)
  const made = await backUp(means, backing)
  if (made.effect !== 'done') return made
  const backedUp = performance.now()
  const answer = await restoreHouse({
    folder: backing.folder,
    ownerUrl: scratchUrl,
    keyring: means.store.keys.keyring,
    // The living log goes on while we look: this copy signs nothing and is thrown away.
    remembered: undefined,
    tail: undefined,
    copy: false,
    moment: undefined,
    isDestroyed: () => false,
    at: means.now(),
    random: means.random,
  })
  if (answer.effect !== 'done') return answer
  const looked = await look(means, scratchUrl, acknowledged)
  const restored = performance.now()
  const { entries, rows, people, manifest } = answer.restoration
  const { behind, rpoLost, logHolds, findings } = looked
  const ok = rpoLost === 0 && logHolds && findings.length === 0
  const drilled: Drilled = {
    ok,
    manifest,
    rpoLost,
    behind,
    backupSeconds: seconds(backedUp - begun),
    rtoSeconds: seconds(restored - backedUp),
    entries,
    rows,
    people,
    logHolds,
    findings,
  }
  await means.store.transaction(async (unit) => {
    const detail = { what: 'drill', ok, rpo: rpoLost, rto: Math.ceil(drilled.rtoSeconds) }
    unit.record({ kind: 'ledger_checked', actor: backing.officer, detail })
  })
  return { effect: 'done', drilled }
}

async function look(means: Means, scratchUrl: string, acknowledged: ReadonlySet<string>) {
  const { now, random, keyring, renewKeyring } = means.store.means
  const { policy, tables } = means
  const store = openStore({
    database: { owner: scratchUrl },
    now,
    random,
    keyring,
    renewKeyring,
    policy,
    tables,
    renewPolicy: async () => undefined,
  })
  try {
    const source = { read: async (path: string) => await ledgerFile(store.pool, path) }
    const { ok: logHolds } = await verifyLog(source, means.log.signers[0]?.vkey ?? '')
    const { findings } = await audit(store)
    const there = await standingActions(store.pool)
    const rpoLost = [...acknowledged].filter((id) => !there.has(id)).length
    const standing = await standingActions(means.store.pool)
    const behind = [...standing].filter((id) => !there.has(id)).length
    return { logHolds, findings, rpoLost, behind }
  } finally {
    await store.close()
  }
}

function seconds(milliseconds: number): number {
  return Math.round(milliseconds / 10) / 100
}
