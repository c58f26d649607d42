/**
 * The officer's page of backups: media, the newest backup and whether it still opens, the last drill, restorations.
 *
 * Law: 94-V art. 12(2), 22(1)(3). Requirements.
 */
import type { House } from '@kelisim/house'
import { backupsScreen, DESK } from '@kelisim/screens'
import { seeBackups } from '@kelisim/work'
import { type DeskRoutes, refusedPage } from './desk-visit.ts'
import { sendPage } from './page.ts'

export function backupPages(house: House, { page }: DeskRoutes): void {
  page(DESK.backups, async ({ staff, frame }, _request, reply) => {
    const answer = await seeBackups(house.means, staff)
    if (answer.effect !== 'done') return await refusedPage(reply, frame, answer, true)
    const { newest } = answer.seen
    const oldestKey = Math.min(...house.keys.current().epochs.map(({ madeAt }) => madeAt))
    const opens = newest !== undefined && newest.at >= oldestKey
    return await sendPage(
      reply,
      backupsScreen({ frame, now: house.means.now(), opens, ...answer.seen }),
    )
  })
}
