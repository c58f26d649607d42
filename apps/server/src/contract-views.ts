/** The contracts of the page of holds: rows read for the screen, the form read for the use case.. */
import type { House } from '@kelisim/house'
import type { ContractFault, ContractRow, ContractsView } from '@kelisim/screens'
import { CONTRACT_ROLES, type Language } from '@kelisim/terms'
import { type ContractWanted, type ListedContract, listContracts, OPERATOR } from '@kelisim/work'
import type { DeskVisit } from './desk-visit.ts'
import { textOf } from './page.ts'
import { recipientName } from './titles.ts'

const TYPED = ['number', 'side', 'role', 'from', 'until', 'kept'] as const

/** Empty for whoever may not see them: the page itself is refused to them. */
export async function contractsView(
  house: House,
  { staff, frame }: Pick<DeskVisit, 'staff' | 'frame'>,
  rest: Pick<ContractsView, 'typed' | 'fault'>,
): Promise<ContractsView> {
  const answer = await listContracts(house.means, staff)
  const listed = answer.effect === 'done' ? answer.contracts : []
  const { language } = frame
  return {
    rows: listed.flatMap((one) => contractRow(house, language, one)),
    sides: house.means.policy.recipients.map(({ id }) => ({
      value: id,
      text: recipientName(house, id)[language],
    })),
    ...rest,
  }
}

function contractRow(
  house: House,
  language: Language,
  { contract, application, isOver, keptUntil }: ListedContract,
): readonly ContractRow[] {
  const role = CONTRACT_ROLES.find((known) => known === contract.role)
  if (role === undefined) return []
  const { contract_id: id, number, side: whom } = contract
  const side = whom === OPERATOR ? undefined : recipientName(house, whom)[language]
  const dates = { startsAt: contract.starts_at, untilAt: contract.until_at, keptUntil }
  const row = { id, number, side, role, ...dates, isOver }
  return [application === undefined ? row : { ...row, application }]
}

export function readContract(body: unknown): ContractWanted {
  const of = (place: ContractFault) => textOf(body, `contract_${place}`)
  const [number, side, role, from, until, kept] = [
    of('number'),
    of('side'),
    of('role'),
    of('from'),
    of('until'),
    of('kept'),
  ]
  return { who: of('who'), number, side, role, from, until, kept }
}

export function contractFault(
  { who: _who, ...typed }: ContractWanted,
  fault: { readonly pointer: string } | undefined,
): Pick<ContractsView, 'typed' | 'fault'> {
  const place = TYPED.find((known) => fault?.pointer === `/${known}`)
  return { typed, fault: place ?? 'who' }
}
