import type { Messages } from '../shape/messages.ts'
import { attestation } from './attestation.ts'
import { backups } from './backups.ts'
import { askedAnew } from './asked-anew.ts'
import { apply, login, result } from './apply.ts'
import { cabinet } from './cabinet.ts'
import { common } from './frame.ts'
import { contracts } from './contracts.ts'
import { controls } from './controls.ts'
import { copy } from './copy.ts'
import { demo } from './demo.ts'
import { desk } from './desk.ts'
import { deskLaw } from './desk-law.ts'
import { deskPurposes } from './desk-purposes.ts'
import { deskPolicy } from './desk-policy.ts'
import { destruction } from './destruction.ts'
import { errors } from './errors.ts'
import { home, offer } from './home.ts'
import { how } from './how.ts'
import { consentPage, policy } from './policy.ts'
import { incidents } from './incidents.ts'
import { internalDocuments } from './internal-documents.ts'
import { mailings } from './mailings.ts'
import { paper } from './paper.ts'
import { policyChange } from './policy-change.ts'
import { policyText } from './policy-text.ts'
import { verify } from './verify.ts'
import { protection } from './protection.ts'
import { refusals } from './refusals.ts'
import { register } from './register.ts'
import { rights } from './rights.ts'
import { sms } from './sms.ts'

export const kk: Messages = {
  common,
  refusals,
  errors,
  home,
  offer,
  apply,
  result,
  login,
  policy,
  policyChange,
  policyText,
  verify,
  consentPage,
  how,
  demo,
  sms,
  cabinet,
  copy,
  desk,
  deskLaw,
  deskPurposes,
  deskPolicy,
  destruction,
  askedAnew,
  register,
  rights,
  incidents,
  internalDocuments,
  mailings,
  backups,
  protection,
  contracts,
  attestation,
  controls,
  paper,
}
