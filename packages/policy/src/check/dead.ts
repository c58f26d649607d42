/**
 * Is there a rule that can never permit anything?
 *
 * Asks the compiled tables what the best person could get: a grant, an agreement or a tick on which no permit ever
 * stands is a promise to nobody, and usually a slip elsewhere. An agreement that has run out by the first day of
 * the version is dead, too. Warnings: a dead rule forbids, so it harms nobody.
 *
 * Law: 94-V art. 7(8), 10(1). Requirements. Runs only over a policy without errors, because
 * tables cannot be made of names that do not exist.
 */
import { type Operation, startOfDay } from '@kelisim/terms'
import { ticksOf } from '../consent.ts'
import type { Addressee } from '../diff/difference.ts'
import { fieldsOf, isRefused, Reach, universeOf } from '../diff/reach.ts'
import { warning } from '../fault.ts'
import type { Finding, Grant, Policy, Role } from '../model.ts'
import { controlName } from '../parse.ts'
import type { Places } from '../read.ts'
import { compileTables } from '../tables.ts'

export function checkDead(policy: Policy, places: Places): readonly Finding[] {
  const alive = aliveIn(policy)
  return [
    ...policy.roles.flatMap((role) =>
      role.grants.flatMap((grant, index) => deadGrant(role, grant, index, alive, places)),
    ),
    ...deadAgreements(policy, alive, places),
    ...deadControls(policy, alive, places),
  ]
}

interface Alive {
  /** `role purpose operation` */
  readonly granted: ReadonlySet<string>
  /** `role purpose operation field` */
  readonly touched: ReadonlySet<string>
  readonly recipients: ReadonlySet<string>
  readonly ticks: ReadonlySet<string>
}

function aliveIn(policy: Policy): Alive {
  const granted = new Set<string>()
  const touched = new Set<string>()
  const recipients = new Set<string>()
  const ticks = new Set<string>()
  const universe = universeOf(policy.fields.map(({ id }) => id))
  const current = inForce(policy)
  const at = startOfDay(policy.effectiveFrom)
  const reach = new Reach(compileTables(current), ticksOf(current), universe, at)
  for (const { role, operation, purpose, to } of questions(policy)) {
    for (const { answer, mask } of reach.ask({ role, operation, purpose, to })) {
      if (isRefused(answer)) continue
      const key = `${role} ${purpose} ${operation}`
      granted.add(key)
      const fields = fieldsOf(universe, mask)
      for (const field of fields) touched.add(`${key} ${field}`)
      for (const tick of answer.split(/[|+]/)) ticks.add(tick)
      // A permit that touches no field passes nothing on.
      const isPassed = PASSED.includes(operation) && fields.some((field) => field !== '')
      if (to.kind === 'recipient' && isPassed) recipients.add(to.id)
    }
  }
  return { granted, touched, recipients, ticks }
}

const PASSED: readonly Operation[] = ['transfer', 'provide', 'give_access']

/** An agreement that only begins later is asked as if it had begun. */
function inForce(policy: Policy): Policy {
  const recipients = policy.recipients.map((recipient) => {
    const { agreement } = recipient
    if (agreement === undefined || agreement.validFrom <= policy.effectiveFrom) return recipient
    return { ...recipient, agreement: { ...agreement, validFrom: policy.effectiveFrom } }
  })
  return { ...policy, recipients }
}

function* questions(policy: Policy) {
  for (const { id: role, grants } of policy.roles) {
    for (const { purpose, operations } of grants) {
      const channels = policy.purposes.find(({ id }) => id === purpose)?.channels ?? []
      const addressees: readonly Addressee[] = [
        { kind: 'nobody' },
        ...policy.recipients.map(({ id }) => ({ kind: 'recipient' as const, id })),
        ...channels.map((id) => ({ kind: 'channel' as const, id })),
      ]
      for (const operation of operations) {
        for (const to of addressees) yield { role, operation, purpose, to }
      }
    }
  }
}

/** Said once for a grant: of all of it, or of the operations and fields that it names in vain. */
function deadGrant(
  role: Role,
  grant: Grant,
  index: number,
  alive: Alive,
  places: Places,
): readonly Finding[] {
  const key = (operation: string) => `${role.id} ${grant.purpose} ${operation}`
  const dead = grant.operations.filter((operation) => !alive.granted.has(key(operation)))
  const fault = (path: string, named: readonly string[]) => {
    const where = places.of('role', role.id, 'grants', index, path)
    const params = { role: role.id, purpose: grant.purpose, named: named.join(', ') }
    return warning('grant_dead', where, role.clause, params)
  }
  if (dead.length === grant.operations.length) return [fault('purpose', dead)]
  const idle = grant.fields.filter(
    (field) =>
      field !== '*' &&
      !grant.operations.some((operation) => alive.touched.has(`${key(operation)} ${field}`)),
  )
  return [
    ...(dead.length === 0 ? [] : [fault('operations', dead)]),
    ...(idle.length === 0 ? [] : [fault('fields', idle)]),
  ]
}

function deadAgreements(policy: Policy, alive: Alive, places: Places): readonly Finding[] {
  return policy.recipients.flatMap(({ id, agreement }) => {
    if (agreement === undefined || alive.recipients.has(id)) return []
    const { validTo } = agreement
    const at = (key: string) => places.in(`agreements/${id}.yaml`, key)
    return validTo < policy.effectiveFrom
      ? [warning('agreement_over', at('validTo'), '6.2', { validTo })]
      : [warning('agreement_dead', at('operations'), '6.2')]
  })
}

function deadControls(policy: Policy, alive: Alive, places: Places): readonly Finding[] {
  return policy.controls.flatMap((control) => {
    const names = ticksOf({ ...policy, controls: [control] }).map((tick) => tick.control)
    if (names.some((name) => alive.ticks.has(name))) return []
    const name = controlName(control)
    return [warning('control_dead', places.of('control', name), '6.1', { control: name })]
  })
}
