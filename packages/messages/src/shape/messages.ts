/**
 * Everything the interface says, by area. To add an area: a shape here, a file of the same name in
 * `kk/`, `ru/` and `en/`, and a line in each of their `index.ts`; the compiler asks for the rest.
 */
import type { ApplyMessages, LoginMessages, ResultMessages } from './apply.ts'
import type { AttestationMessages } from './attestation.ts'
import type { BackupMessages } from './backups.ts'
import type { AskedAnewMessages } from './asked-anew.ts'
import type { CabinetMessages } from './cabinet.ts'
import type { CommonMessages } from './frame.ts'
import type { ContractMessages } from './contracts.ts'
import type { ControlsMessages } from './controls.ts'
import type { CopyMessages } from './copy.ts'
import type { DemoMessages } from './demo.ts'
import type { DeskMessages } from './desk.ts'
import type { DeskLawMessages } from './desk-law.ts'
import type { DeskPurposesMessages } from './desk-purposes.ts'
import type { DeskPolicyMessages } from './desk-policy.ts'
import type { DestructionMessages } from './destruction.ts'
import type { ErrorMessages } from './errors.ts'
import type { HomeMessages, OfferMessages } from './home.ts'
import type { ConsentPageMessages, HowMessages, PolicyMessages } from './policy.ts'
import type { IncidentMessages } from './incidents.ts'
import type { InternalDocumentMessages } from './internal-documents.ts'
import type { MailingMessages } from './mailings.ts'
import type { PaperMessages } from './paper.ts'
import type { PolicyChangeMessages } from './policy-change.ts'
import type { PolicyTextMessages } from './policy-text.ts'
import type { ProtectionMessages } from './protection.ts'
import type { RefusalMessages } from './refusals.ts'
import type { RegisterMessages } from './register.ts'
import type { RightsMessages } from './rights.ts'
import type { SmsMessages } from './sms.ts'
import type { VerifyMessages } from './verify.ts'

export interface Messages {
  readonly common: CommonMessages
  readonly refusals: RefusalMessages
  readonly errors: ErrorMessages
  readonly home: HomeMessages
  readonly offer: OfferMessages
  readonly apply: ApplyMessages
  readonly result: ResultMessages
  readonly login: LoginMessages
  readonly policy: PolicyMessages
  readonly policyChange: PolicyChangeMessages
  readonly policyText: PolicyTextMessages
  readonly consentPage: ConsentPageMessages
  readonly how: HowMessages
  readonly verify: VerifyMessages
  readonly demo: DemoMessages
  readonly sms: SmsMessages
  readonly cabinet: CabinetMessages
  readonly copy: CopyMessages
  readonly desk: DeskMessages
  readonly deskLaw: DeskLawMessages
  readonly deskPurposes: DeskPurposesMessages
  readonly deskPolicy: DeskPolicyMessages
  readonly destruction: DestructionMessages
  readonly askedAnew: AskedAnewMessages
  readonly register: RegisterMessages
  readonly rights: RightsMessages
  readonly incidents: IncidentMessages
  readonly internalDocuments: InternalDocumentMessages
  readonly mailings: MailingMessages
  readonly backups: BackupMessages
  readonly protection: ProtectionMessages
  readonly contracts: ContractMessages
  readonly attestation: AttestationMessages
  readonly controls: ControlsMessages
  readonly paper: PaperMessages
}
