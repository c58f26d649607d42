/**
 * The policy as Cedar policies: a second reader of the same rules, made by other people. For tests only.
 *
 * Grants become `permit`, everything that stands above a grant becomes `forbid`. What is true of the
 * subject's consents at the moment is reckoned here in plain words and handed over as context; how grants,
 * grounds, states, agreements and prohibitions work together is left to Cedar. I8, I9.
 */
import { preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs'
import { mayBeAsked, type Policy } from '@kelisim/policy'
import { endOfDay, startOfDay } from '@kelisim/terms'
import type { ConsentFact, Facts, Question } from '../../packages/rules/src/question.ts'

const TRANSFER = '[Action::"transfer", Action::"provide", Action::"give_access"]'
const CONTINUED =
  '[Action::"store", Action::"extract", Action::"use", Action::"clarify", Action::"update", Action::"change"]'

/** What Cedar is asked; equal requests have equal answers, because Cedar keeps nothing. */
export type CedarRequest = ReturnType<typeof cedarRequest>

/** True where Cedar permits. The answer carries no code; those are compared with the plain reading. */
export function cedarOracle(policy: Policy): (question: Question, facts: Facts) => boolean {
  const permits = cedarPolicy(policy)
  return (question, facts) => permits(cedarRequest(policy, question, facts))
}

/** Of a question of one field, or of none. */
export function cedarRequest(policy: Policy, question: Question, facts: Facts) {
  const [field] = question.fields
  return {
    principal: { type: 'Role', id: question.role },
    action: { type: 'Action', id: question.operation },
    resource: { type: 'Field', id: field ?? 'none' },
    context: contextOf(policy, question, facts),
  }
}

export function cedarPolicy(policy: Policy): (request: CedarRequest) => boolean {
  const answer = preparsePolicySet('policy', { staticPolicies: cedarText(policy) })
  if (answer.type !== 'success') throw new Error(JSON.stringify(answer.errors))
  return (request) => {
    const call = { ...request, preparsedPolicySetId: 'policy', entities: [] }
    const result = statefulIsAuthorized(call)
    if (result.type !== 'success') throw new Error(JSON.stringify(result.errors))
    const { diagnostics, decision } = result.response
    if (diagnostics.errors.length > 0) throw new Error(JSON.stringify(diagnostics.errors))
    return decision === 'allow'
  }
}

function cedarText(policy: Policy): string {
  const off = policy.fields.filter((one) => !mayBeAsked(policy, one))
  const of = (test: (one: Policy['purposes'][number]) => boolean): string =>
    list(policy.purposes.filter(test).map((one) => `"${one.id}"`))
  const ticked = new Set(
    policy.controls.filter((one) => one.kind === 'processing').map((one) => one.purpose),
  )
  const rights = of((one) => one.everyStoredField === true || one.letter === 'R')
  const statute = `${of((one) => one.ground === 'statute')}.contains(context.purpose)`
  const channelled = `${of((one) => one.channels.length > 0)}.contains(context.purpose)`
  const message = `(context.channel != "" && ${channelled})`
  const addressed = `(${message} || action in ${TRANSFER})`
  const base = `(if ${list([...ticked].map((id) => `"${id}"`))}.contains(context.purpose)
    then (if ${addressed} then context.processing else context.processingOperation)
    else (${addressed} || context.unaddressed))`
  const once = `(context.obliged && action in ${CONTINUED} && context.once)`
  const liveGround = `((context.state != "restricted" || action == Action::"store") && ${base})`
  return [
    ...policy.roles.flatMap((role) =>
      role.grants.map((grant) => permitText(policy, role.id, grant)),
    ),
    forbid(`${list(off.map((one) => `Field::"${one.id}"`))}.contains(resource)`),
    forbid('action == Action::"distribute"'),
    forbid(
      `${of((one) => one.depersonalisedOnly)}.contains(context.purpose) && (action in ${TRANSFER} || action == Action::"extract")`,
    ),
    forbid('context.state == "destroyed"'),
    forbid(`context.state == "blocked" && !(action in [Action::"store", Action::"unblock"] ||
      (${rights}.contains(context.purpose) && action == Action::"extract"))`),
    forbid(`context.suspended && !(action in [Action::"store", Action::"block", Action::"unblock",
      Action::"delete", Action::"destroy"] || (${rights}.contains(context.purpose) &&
      principal in [Role::"applicant", Role::"system"]))`),
    forbid(`context.state == "restricted" && !(action == Action::"store" || ${statute} ||
      (context.obliged && action in ${CONTINUED}))`),
    forbid(`!(${statute} || ${liveGround} || ${once})`),
    forbid(`context.recipient == "" && action in ${TRANSFER}`),
    forbid('context.recipient != "" && !context.agreement'),
    forbid(`context.recipient != "" && !(${statute} || context.named)`),
    forbid(`context.channel == "" && ${channelled} && action == Action::"use"`),
    forbid('context.channel != "" && !context.channelKnown'),
    forbid(`${message} && !${statute} && !context.channelTick`),
    forbid(`${of((one) => one.clientsOnly)}.contains(context.purpose) && !context.client`),
  ].join('\n')
}

function permitText(
  policy: Policy,
  role: string,
  grant: Policy['roles'][number]['grants'][number],
): string {
  const fields = policy.fields
    .filter((one) => one.purposes.includes(grant.purpose))
    .filter((one) => grant.fields.includes('*') || grant.fields.includes(one.id))
    .map((one) => `Field::"${one.id}"`)
  const operations = grant.operations.map((one) => `Action::"${one}"`)
  return `permit(principal == Role::"${role}", action in ${list(operations)}, resource)
    when { context.purpose == "${grant.purpose}" && ${list([...fields, 'Field::"none"'])}.contains(resource) };`
}

function forbid(condition: string): string {
  return `forbid(principal, action, resource) when { ${condition} };`
}

function list(items: readonly string[]): string {
  // An empty list would have no type of its own.
  return `[${(items.length > 0 ? items : ['"-"']).join(', ')}]`
}

function contextOf(
  policy: Policy,
  question: Question,
  facts: Facts,
): Record<string, string | boolean> {
  const { at, operation, purpose, recipient, channel } = question
  const mine = facts.consents.filter((one) => {
    const covers = question.fields.every((field) => one.fields.includes(field))
    return one.purpose === purpose && one.grantedAt <= at && covers
  })
  const live = mine.filter((one) => isLive(one, at))
  const can = (one: ConsentFact): boolean => one.operations.includes(operation)
  const plain = (one: ConsentFact): boolean =>
    one.recipient === undefined && one.channel === undefined
  const ticked = policy.controls.some((one) => one.kind === 'processing' && one.purpose === purpose)
  const transfer = ['transfer', 'provide', 'give_access'].includes(operation)
  const message = channel !== undefined && channelsOf(policy, purpose).length > 0
  const base = (one: ConsentFact): boolean =>
    one.recipient === undefined &&
    (!ticked || one.channel === undefined) &&
    (can(one) || (ticked && (transfer || message)))
  return {
    purpose,
    state: facts.state,
    recipient: recipient ?? '',
    channel: channel ?? '',
    processing: live.some(plain),
    processingOperation: live.some((one) => plain(one) && can(one)),
    unaddressed: live.some((one) => one.recipient === undefined && can(one)),
    once: mine.some(base),
    suspended: facts.suspendedPurposes.includes(purpose),
    obliged: facts.obligations.includes(purpose),
    named: live.some((one) => one.recipient === recipient && (!transfer || can(one))),
    agreement: recipient !== undefined && agreed(policy, question, facts, transfer),
    channelKnown: channel !== undefined && channelKnown(policy, purpose, channel),
    channelTick: live.some(
      (one) => one.channel === channel && one.recipient === undefined && can(one),
    ),
    client: facts.subjectCategories.includes('client'),
  }
}

function channelsOf(policy: Policy, purpose: string): readonly string[] {
  return policy.purposes.find((one) => one.id === purpose)?.channels ?? []
}

function channelKnown(policy: Policy, purpose: string, channel: string): boolean {
  const own = policy.purposes.find((one) => one.id === purpose)
  const free = own?.ground === 'statute' || own?.channels.length === 0
  const known = policy.purposes.some((one) => one.channels.includes(channel))
  return known && (free || (own?.channels.includes(channel) ?? false))
}

function agreed(policy: Policy, question: Question, facts: Facts, transfer: boolean): boolean {
  const recipient = policy.recipients.find((one) => one.id === question.recipient)
  const agreement = recipient?.agreement
  if (recipient === undefined || agreement === undefined) return false
  const inForce =
    question.at >= startOfDay(agreement.validFrom) && question.at <= endOfDay(agreement.validTo)
  return (
    inForce &&
    (!transfer || agreement.operations.some((one) => one === question.operation)) &&
    agreement.purposes.includes(question.purpose) &&
    question.fields.every((field) => agreement.fields.includes(field)) &&
    agreement.storageCountry === 'KZ' &&
    !facts.suspendedRecipients.includes(recipient.id)
  )
}

function isLive(consent: ConsentFact, at: number): boolean {
  const withdrawn = consent.withdrawnAt !== undefined && consent.withdrawnAt <= at
  return at < consent.expiresAt && !withdrawn
}
