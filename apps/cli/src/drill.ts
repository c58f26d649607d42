/**
 * Tries the disaster: backup, restoration into a scratch database, verification; prints RPO and RTO.
 *
 * Nothing of the living house is changed but its ledger, which says that the drill was held. No value is printed.
 * Law: 94-V art. 22(1)(3). Requirements.
 */
import { openScratch } from '@kelisim/store'
import { pooledRandom } from '@kelisim/vault'
import { drill } from '@kelisim/work'
import { OFFICER } from './backup.ts'
import { type Command, wordsOf } from './command.ts'
import { commandEnvironment, inHouse } from './open.ts'
import { mediumFolder, openOwner } from './owner.ts'
import { done } from './refused.ts'
import { sequenceAll } from './sequence-all.ts'

export const drillCommand: Command = {
  options: { to: { type: 'string' } },
  run: async (call) => {
    wordsOf(call)
    const folder = await mediumFolder(call.texts['to'], '--to')
    await using owner = await openOwner(commandEnvironment())
    const name = `kelisim_drill_${Buffer.from(pooledRandom()(8)).toString('hex')}`
    await using scratch = await openScratch(owner.url, name)
    const { drilled } = done(
      call,
      await inHouse(async (house) => {
        const place = async () => await sequenceAll(house)
        return await drill(house.means, { folder, officer: OFFICER, place }, scratch.url)
      }),
    )
    const { rpoLost, behind, backupSeconds, rtoSeconds, entries, rows, people } = drilled
    call.answer(drilled, [
      drilled.ok ? 'the house comes back' : 'the house does NOT come back whole',
      `RPO ${rpoLost} actions acknowledged before the backup are missing, ${behind} came after it`,
      `RTO ${rtoSeconds} s for ${entries} entries, ${rows} rows, ${people} people opened (backup ${backupSeconds} s)`,
      ...drilled.findings.map(({ code, table, where }) => `  ${code} ${table} ${where}`),
    ])
    return drilled.ok ? 0 : 1
  },
}
