/**
 * The officer's page of the source: what the approved document says against what is in force.
 *
 * Open to the person responsible for personal data alone; reads the model only, so nothing is recorded.
 * Law: 94-V art. 25(2)(1-1), 25(3). Requirements, section 7.
 */
import type { House } from '@kelisim/house'
import { DESK, policySourceScreen, TREATMENTS } from '@kelisim/screens'
import type { DeskRoutes } from './desk-visit.ts'
import { sendPage } from './page.ts'
import { officerOnly } from './pages-ledger.ts'

export function policySourcePages(house: House, { page }: DeskRoutes): void {
  page(
    DESK.policySource,
    officerOnly(house, async ({ frame }, request, reply) => {
      const asked = (request.query as { treatment?: unknown }).treatment
      const treatment = TREATMENTS.find((known) => known === asked)
      const { policy } = house.means
      return await sendPage(
        reply,
        policySourceScreen({ frame, policy, ...(treatment === undefined ? {} : { treatment }) }),
      )
    }),
  )
}
