/**
 * Brings back what was damaged behind the door (`--rows`, the default), or a lost house (`--whole`).
 *
 * Afterwards the ledger and every row are checked from the beginning, and the act is printed and kept as a text
 * in the data folder. What was destroyed or withdrawn lawfully stays so. An older moment is a read-only copy.
 *
 * Law: 94-V art. 18, 21(2), 22(1)(3). Requirements. Invariants I3, I5, I7.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Environment } from '@kelisim/house'
import { destroyedSubjects, NotRestorable } from '@kelisim/store'
import { moment } from '@kelisim/terms'
import { pooledRandom } from '@kelisim/vault'
import { restoreDamaged, restoreHouse } from '@kelisim/work'
import { auditHouse, auditLines, auditValue } from './audit.ts'
import { OFFICER } from './backup.ts'
import { type Call, type Command, type ExitCode, Failure, WrongUse, wordsOf } from './command.ts'
import { commandEnvironment, inHouse } from './open.ts'
import { keysOfHouse, mediumFolder, openOwner, rememberedBy } from './owner.ts'
import { done } from './refused.ts'
import { damagedAct, wholeAct } from './restoration-act.ts'
import { entriesAfter } from './log-tail.ts'

const WHY = {
  not_empty: 'the database is not empty: a whole restoration goes into an empty one',
  log_would_go_back:
    'the ledger was longer than this backup: signing on would be a second history. Give a copy of the published log (--tail URL|DIR), or restore a copy for investigation (--copy --into URL)',
  ledger_altered: 'the entries are not those that were signed: check the medium',
  rows_missing: 'rows that should be on the medium are not: check it',
} as const

export const restore: Command = {
  options: {
    from: { type: 'string' },
    rows: { type: 'boolean' },
    whole: { type: 'boolean' },
    copy: { type: 'boolean' },
    into: { type: 'string' },
    at: { type: 'string' },
    tail: { type: 'string' },
  },
  run: async (call) => {
    wordsOf(call)
    const { whole, rows, copy, at, into, tail } = call.texts
    if (whole !== undefined && rows !== undefined) throw new WrongUse('--rows or --whole, not both')
    if (whole === undefined && [copy, at, into, tail].some((text) => text !== undefined)) {
      throw new WrongUse('--copy, --into, --at and --tail belong to --whole')
    }
    if ((copy === undefined) !== (into === undefined)) {
      throw new WrongUse('--copy goes with --into URL, the owner of an empty database of its own')
    }
    return whole === undefined ? await restoreTheRows(call) : await restoreTheWhole(call)
  },
}

async function restoreTheRows(call: Call): Promise<ExitCode> {
  const folder = await mediumFolder(call.texts['from'], '--from')
  const environment = commandEnvironment()
  const { restoration } = await (async () => {
    await using owner = await openOwner(environment)
    const answer = await restoreDamaged({
      folder,
      ownerUrl: owner.url,
      keyring: await keysOfHouse(environment),
      remembered: await rememberedBy(environment),
      officer: OFFICER,
      at: moment(Date.now()),
      random: pooledRandom(),
      keep: async (name, sealed) => await kept(environment, 'quarantine', name, sealed),
    })
    return done(call, answer)
  })()
  return await inHouse(async (house) => {
    const audited = await auditHouse(house)
    const text = damagedAct(restoration, house.means.now(), audited.ok)
    const act = await kept(environment, 'acts', `${restoration.act}.txt`, Buffer.from(text))
    call.answer({ ...restoration, file: act, audit: auditValue(audited) }, [
      ...text.split('\n'),
      ...auditLines(call, audited),
      act,
    ])
    return restoration.whole && audited.ok ? 0 : 1
  })
}

async function restoreTheWhole(call: Call): Promise<ExitCode> {
  const folder = await mediumFolder(call.texts['from'], '--from')
  const environment = commandEnvironment()
  const { copy, into, at, tail } = call.texts
  const keyring = await keysOfHouse(environment)
  const remembered = await rememberedBy(environment)
  if (remembered === undefined && copy === undefined) {
    call.warn('no checkpoint is remembered here: ask the witnesses what they know before serving')
  }
  const destroyed = copy === undefined ? new Set() : await destroyedHere(call, environment)
  const target =
    into === undefined ? environment : { ...environment, databaseUrl: into, roleUrls: undefined }
  const answer = await (async () => {
    await using owner = await openOwner(target)
    return await restoreHouse({
      folder,
      ownerUrl: owner.url,
      keyring,
      remembered,
      tail:
        tail === undefined ? undefined : async (from) => await entriesAfter(tail, from, remembered),
      copy: copy !== undefined,
      moment: at,
      isDestroyed: (subject) => destroyed.has(subject),
      at: moment(Date.now()),
      random: pooledRandom(),
    }).catch((error: unknown) => {
      if (error instanceof NotRestorable) throw new Failure(WHY[error.why])
      throw error
    })
  })()
  const { restoration } = done(call, answer)
  const text = wholeAct(restoration, copy !== undefined)
  if (copy !== undefined) {
    call.answer({ ...restoration, copy: true }, text.split('\n'))
    return 0
  }
  return await inHouse(async (house) => {
    const audited = await auditHouse(house)
    const act = await kept(
      environment,
      'acts',
      `${restoration.manifest}-whole.txt`,
      Buffer.from(text),
    )
    call.answer({ ...restoration, file: act, audit: auditValue(audited) }, [
      ...text.split('\n'),
      ...auditLines(call, audited),
      act,
    ])
    return audited.ok ? 0 : 1
  })
}

/** Whom the living house has destroyed since: nothing of theirs enters a copy. */
async function destroyedHere(call: Call, environment: Environment): Promise<ReadonlySet<string>> {
  try {
    await using owner = await openOwner(environment)
    return await destroyedSubjects(owner.url)
  } catch {
    call.warn(
      'the living database does not answer: who was destroyed after the newest backup is not known',
    )
    return new Set()
  }
}

async function kept(
  environment: Environment,
  kind: string,
  name: string,
  bytes: Uint8Array,
): Promise<string> {
  const folder = join(environment.dataFolder, kind)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, name)
  await writeFile(path, bytes, { mode: 0o600, flag: 'wx', flush: true })
  return path
}
