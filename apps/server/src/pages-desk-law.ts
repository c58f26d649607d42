/**
 * The officer's table of law and requirements: the policy in force joined with the register of this program.
 *
 * The register, docs/law.jsonl, is made by `scripts/law.mjs` from the clauses, modules and tests, and held against them by a
 * test. It is read once; a program without it shows the policy alone. Who is no officer is refused, and that is recorded.
 *
 * Law: 94-V art. 25(3). Requirements.
 */
import { readFileSync } from 'node:fs'
import type { House } from '@kelisim/house'
import { DESK, LAW_STATUSES, type LawRegister, lawScreen } from '@kelisim/screens'
import { z } from 'zod'
import type { DeskRoutes } from './desk-visit.ts'
import { sendPage, textOf } from './page.ts'
import { officerOnly } from './pages-ledger.ts'

const REGISTER = new URL('../../../docs/law.jsonl', import.meta.url)
const names = z.array(z.string())
const Requirement = z.object({
  kind: z.literal('requirements'),
  name: z.string(),
  status: z.string(),
  claimed: z.boolean(),
  rules: names,
  modules: names,
  tests: names,
  screens: names,
  evidence: names,
})

const Principle = z.object({
  kind: z.literal('principles'),
  name: z.string(),
  invariants: names,
  tests: names,
})

export function lawPages(house: House, { page }: DeskRoutes): void {
  const register = readRegister()
  page(
    DESK.law,
    officerOnly(house, async ({ frame }, request, reply) => {
      const { policy } = house.means
      const article = policy.legal.find(({ id }) => id === textOf(request.query, 'article'))?.id
      const requirement = /^[RL]-\d{1,3}$/.exec(textOf(request.query, 'requirement'))?.[0]
      const status = LAW_STATUSES.find((known) => known === textOf(request.query, 'status'))
      const asked = {
        ...(article === undefined ? {} : { article }),
        ...(requirement === undefined ? {} : { requirement }),
        ...(status === undefined ? {} : { status }),
      }
      return await sendPage(reply, lawScreen({ frame, policy, register, asked }))
    }),
  )
}

/** Clauses that the register names are of the policy it was made beside; the page takes those in force instead. */
function readRegister(): LawRegister {
  const lines = linesOf(REGISTER).map((line): unknown => JSON.parse(line))
  const principles = new Map(
    lines.flatMap((line) => {
      const row = Principle.safeParse(line)
      return row.success ? [[row.data.name, row.data] as const] : []
    }),
  )
  const rows = lines.flatMap((line) => {
    const row = Requirement.safeParse(line)
    if (!row.success) return []
    const { name, status, rules, ...rest } = row.data
    const known = LAW_STATUSES.find((one) => one === status.replaceAll(' ', '_'))
    if (known === undefined) return []
    const codes = rules.filter((one) => one.startsWith('`')).map((one) => one.slice(1, -1))
    const principle = principles.get(name)
    const said = { ...rest, status: known, rules: codes }
    return [[name, principle === undefined ? said : { ...said, principle }] as const]
  })
  return new Map(rows)
}

function linesOf(file: URL): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean)
  } catch {
    return []
  }
}
