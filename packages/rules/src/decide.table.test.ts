/**
 * The decision, case by case, for a reader of the law rather than of programs.
 *
 * One line is one case: who, does what, for which purpose, on which fields, to whom or by which channel,
 * given which consents and state of the subject; then the answer. Words are of the example policy.
 * Consents: `processing` the contract tick; `near`/`far` recipient ticks; `sms` the marketing tick;
 * a leading `-` withdrawn, `~` expired, `+` given only tomorrow. `!contract`: the officer suspended that purpose.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ConsentId, DAY, type Moment, parseMoment, type SubjectId } from '@kelisim/terms'
import { decide, isPermit } from './decide.ts'
import { EXAMPLE, EXAMPLE_TABLES } from './example-policy.ts'
import type { ConsentFact, Facts, Question } from './question.ts'

const AT = parseMoment('2026-11-22T09:00:00Z') as Moment
const NAMES = ['last_name', 'first_name', 'birth_date', 'iin', 'phone', 'email', 'employer']

const CASES = `
role       operation      purpose       fields            to/by     consents                state       answer
# Contract: the ordinary way
applicant  collect        contract      last_name,phone   -         processing              live        permit consent 2.1(C)
system     store          contract      iin               -         processing              live        permit consent 2.1(C)
clerk      extract        contract      phone             -         processing              live        permit consent 2.1(C)
clerk      systematise    contract      last_name         -         processing              live        permit consent 2.1(C)
system     provide        contract      last_name,iin     near      processing,near         live        permit consent 2.1(C)
# Silence forbids (I8)
nobody     extract        contract      phone             -         processing              live        unknown_role
clerk      copy           contract      phone             -         processing              live        unknown_operation
clerk      extract        gossip        phone             -         processing              live        unknown_purpose
clerk      extract        contract      shoe_size         -         processing              live        unknown_field shoe_size
system     provide        contract      phone             nowhere   processing              live        unknown_recipient
system     provide        contract      phone             -         processing,near         live        fact_missing recipient
clerk      extract        contract      phone             -         none                    live        no_consent phone
clerk      extract        contract      phone             -         processing              lost        fact_missing state
# Role, purpose, field (R-32)
clerk      update         contract      phone             -         processing              live        operation_not_permitted
officer    extract        contract      phone             -         processing              live        operation_not_permitted
clerk      extract        contract      iin               -         processing              live        field_not_for_role iin
system     use            marketing     iin               sms       sms                     live        field_not_for_purpose iin
system     extract        contract      profession        -         processing              live        field_off profession
system     extract        contract      disability        -         processing              live        special_category disability
system     extract        contract      disability,shoe   -         processing              live        unknown_field shoe
# Never (R-15, R-69)
system     distribute     contract      phone             -         processing              live        distribution_forbidden
system     distribute     rights        phone             -         processing              live        distribution_forbidden
system     extract        statistics    birth_date        -         processing              live        statistics_raw
system     provide        statistics    birth_date        near      processing              live        statistics_raw
# Consent lives and dies (R-45, R-66, I6)
system     use            contract      phone             -         -processing             live        consent_withdrawn phone
system     use            contract      phone             -         ~processing             live        consent_expired phone
system     use            contract      phone             -         +processing             live        no_consent phone
system     use            contract      phone             -         -processing,processing  live        permit consent 2.1(C)
system     provide        contract      phone             near      processing              live        recipient_not_consented phone
system     provide        contract      phone             near      processing,-near        live        consent_withdrawn phone
system     provide        contract      phone             near      processing,~near        live        consent_expired phone
system     provide        contract      phone             near      -processing,near        live        consent_withdrawn phone
system     provide        contract      phone             near      near                    live        no_consent phone
system     use            marketing     phone             sms       processing              live        channel_not_consented phone
system     extract        marketing     phone             -         processing              live        purpose_mismatch phone
# Obligation continues, within limits (art. 8(2), X-14)
system     use            contract      phone             -         -processing,obliged     live        permit obligation 2.1(C)
system     use            contract      phone             -         ~processing,obliged     live        permit obligation 2.1(C)
applicant  collect        contract      phone             -         -processing,obliged     live        consent_withdrawn phone
system     provide        contract      phone             near      -processing,near,obliged live       consent_withdrawn phone
system     use            contract      phone             -         obliged                 live        no_consent phone
# Recipients (R-58 to R-62)
system     provide        contract      email             near      processing,near         live        field_outside_agreement email
system     provide        contract      phone             far       processing,far          live        storage_abroad
system     provide        contract      phone             stranger  processing              live        no_agreement
system     provide        contract      phone             near      processing,near,suspended live      recipient_suspended
# Channels (R-16): consent per channel, and a message must name it
system     use            marketing     phone             sms       sms                     live        permit consent 2.1(M)
system     use            marketing     phone             sms       -sms                    live        consent_withdrawn phone
system     use            marketing     phone             email     sms                     live        channel_not_consented phone
system     use            marketing     phone             pigeon    sms                     live        channel_not_consented channel
system     use            marketing     phone             -         sms                     live        fact_missing channel
system     store          marketing     phone             -         sms                     live        permit consent 2.1(M)
# Clients only (R-14)
system     use            own_offers    phone             sms       offers                  live        purpose_mismatch subjectCategories
system     use            own_offers    phone             sms       offers,client           live        permit consent 2.1(O)
# Blocked and restricted (94-V art. 1(3), DC art. 41(3))
system     store          contract      phone             -         processing              blocked     permit consent 2.1(C)
system     use            contract      phone             -         processing              blocked     subject_blocked
system     destroy        rights        -                 -         processing              blocked     subject_blocked
applicant  extract        rights        phone             -         processing              blocked     permit statute 2.1(R)
officer    unblock        rights        -                 -         processing              blocked     permit statute 2.1(R)
officer    block          rights        -                 -         processing              blocked     subject_blocked
system     store          contract      phone             -         processing              restricted  permit consent 2.1(C)
system     use            contract      phone             -         processing              restricted  subject_restricted
system     use            contract      phone             -         processing,obliged      restricted  permit obligation 2.1(C)
system     provide        contract      phone             near      processing,near,obliged restricted  subject_restricted
applicant  extract        rights        phone             -         processing              restricted  permit statute 2.1(R)
system     destroy        rights        -                 -         processing              restricted  permit statute 2.1(R)
system     store          contract      phone             -         processing              destroyed   subject_destroyed
applicant  extract        rights        phone             -         processing              destroyed   subject_destroyed
# A purpose suspended (R-5): everything stops but what protects the person
system     use            contract      phone             -         processing,!contract    live        purpose_suspended
applicant  collect        contract      phone             -         processing,!contract    live        purpose_suspended
system     provide        contract      phone             near      processing,near,!contract live      purpose_suspended
system     use            contract      phone             -         processing,obliged,!contract live   purpose_suspended
system     use            marketing     phone             sms       sms,!marketing          live        purpose_suspended
system     store          contract      phone             -         processing,!contract    live        permit consent 2.1(C)
system     use            contract      phone             -         processing,!marketing   live        permit consent 2.1(C)
applicant  extract        rights        phone             -         processing,!contract    live        permit statute 2.1(R)
applicant  extract        rights        phone             -         !rights                 live        permit statute 2.1(R)
officer    block          rights        -                 -         !rights                 live        permit statute 2.1(R)
system     destroy        rights        -                 -         !rights                 live        permit statute 2.1(R)
system     use            rights        phone             sms       !rights                 live        permit statute 2.1(R)
officer    extract        rights        phone             -         !rights                 live        purpose_suspended
officer    unblock        rights        -                 -         !rights                 blocked     permit statute 2.1(R)
system     use            contract      phone             -         processing,!contract    blocked     subject_blocked
# Rights need no consent (art. 24)
applicant  extract        rights        iin               -         none                    live        permit statute 2.1(R)
officer    block          rights        -                 -         none                    live        permit statute 2.1(R)
`

interface Case {
  readonly question: Question
  readonly facts: Facts
  readonly answer: string
  readonly line: string
}

function consent(word: string): ConsentFact[] {
  const name = word.replace(/^[-~+]/, '')
  const base = {
    id: word as ConsentId,
    fields: NAMES,
    grantedAt: (word.startsWith('+') ? AT + DAY : AT - 2 * DAY) as Moment,
    expiresAt: (word.startsWith('~') ? AT : AT + DAY) as Moment,
    ...(word.startsWith('-') ? { withdrawnAt: AT } : {}),
  }
  const process = ['collect', 'record', 'store', 'extract', 'use', 'systematise', 'update']
  switch (name) {
    case 'processing':
      return [{ ...base, purpose: 'contract', operations: process }]
    case 'near':
    case 'far':
      return [{ ...base, purpose: 'contract', operations: ['provide'], recipient: name }]
    case 'sms':
      return [{ ...base, purpose: 'marketing', operations: ['store', 'use'], channel: 'sms' }]
    case 'offers':
      return [{ ...base, purpose: 'own_offers', operations: ['use'], channel: 'sms' }]
    default:
      return []
  }
}

function read(line: string): Case {
  const [role, operation, purpose, fields, address, consents, state, ...answer] = line.split(/\s+/)
  const words = consents?.split(',') ?? []
  const transfer = operation === 'provide' || operation === 'distribute'
  const to = address === '-' || address === undefined ? undefined : address
  return {
    question: {
      role: role ?? '',
      operation: operation ?? '',
      purpose: purpose ?? '',
      fields: fields === '-' || fields === undefined ? [] : fields.split(','),
      at: AT,
      policy: EXAMPLE.hash,
      ...(to === undefined ? {} : transfer ? { recipient: to } : { channel: to }),
    },
    facts: {
      subject: 'subject' as SubjectId,
      state: state as Facts['state'],
      subjectCategories: ['potential_borrower', ...(words.includes('client') ? ['client'] : [])],
      consents: words.flatMap(consent),
      suspendedRecipients: words.includes('suspended') ? ['near'] : [],
      suspendedPurposes: words.filter((word) => word.startsWith('!')).map((word) => word.slice(1)),
      obligations: words.includes('obliged') ? ['contract'] : [],
    },
    answer: answer.join(' '),
    line,
  }
}

const LINES = CASES.split('\n').filter((line) => line !== '' && !line.startsWith('#'))

test('R-10, R-29, R-31, R-32, I8, I9: each case of the table gets the answer the policy gives', () => {
  const wrong: string[] = []
  for (const line of LINES.slice(1)) {
    const { question, facts, answer } = read(line)
    const decision = decide(EXAMPLE_TABLES, question, facts)
    const found =
      decision.effect === 'permit'
        ? `permit ${decision.ground} ${decision.clause}`
        : [decision.code, decision.where].filter(Boolean).join(' ')
    if (found !== answer) wrong.push(`${line}\n    but the answer was: ${found}`)
    assert.equal(isPermit(decision), decision.effect === 'permit')
  }
  assert.deepEqual(wrong, [])
  assert.ok(LINES.length > 60, 'the table was not read')
})
