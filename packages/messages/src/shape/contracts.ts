/**
 * The officer's list of contracts and the form that enters one; part of the page of holds.
 *
 * Law: 94-V art. 8(5), 25(2)(4). Requirements. Nothing here names a person.
 */
import type { ContractRole } from '@kelisim/terms'
import type { EmptyList } from './empty-list.ts'

export type ContractPlace = 'who' | 'number' | 'side' | 'role' | 'from' | 'until' | 'kept'

export interface ContractMessages {
  readonly heading: string
  readonly note: string
  readonly none: EmptyList
  readonly number: string
  readonly numberNote: string
  readonly whose: string
  readonly side: string
  /** The operator as the other side. */
  readonly operator: string
  readonly role: string
  readonly roles: Readonly<Record<ContractRole, string>>
  readonly from: string
  readonly until: string
  readonly keptUntil: string
  readonly kept: string
  readonly keptNote: string
  readonly notKept: string
  readonly state: string
  readonly runs: string
  readonly over: string
  readonly end: string
  readonly endOf: (number: string) => string
  readonly enterHeading: string
  readonly enter: string
  readonly fault: Readonly<Record<ContractPlace, string>>
}
