export { type BackupFolder, openBackupFolder } from './backup-folder.ts'
export { recallCheckpoint, rememberCheckpoint, tidyCheckpoint } from './checkpoint-file.ts'
export {
  type HeldKeyring,
  KeyFileError,
  openOrMakeKeyFile,
  readKeyFile,
  readPassphrase,
  writeKeyFile,
} from './key-file.ts'
export { isKmsKey, type KmsAccess, kmsService } from './keys/aws-kms.ts'
export { type KeyLock, passphraseLock, serviceLock } from './keys/key-lock.ts'
export {
  type DestructionHorizon,
  type KeyService,
  KeyServiceError,
  type KeyServiceFault,
  type KeyServiceStatus,
} from './keys/key-service.ts'
export { steady } from './keys/steady.ts'
export { isPkcs11Address, type Pkcs11Access, pkcs11Service } from './keys/pkcs11.ts'
export { isTransitAddress, type TransitAccess, transitService } from './keys/transit.ts'
export {
  askStatus,
  type LeadAnswer,
  type LeadStatus,
  type LenderEndpoint,
  type LenderKey,
  postLead,
  sendNotice,
} from './lender-client.ts'
export { type LogSource, logInFolder, logOverHttp } from './log-source.ts'
export { readPolicyFolder, writePolicyFolder } from './policy-folder.ts'
export { type Mail, type MailMessage, MailRefused } from './mail.ts'
export { type MailOutbox, mailOutbox } from './mail-outbox.ts'
export { smtpMail } from './mail-smtp.ts'
export { type Sms, SmsRefused } from './sms.ts'
export { MOBIZON_URL, mobizonSms } from './sms-mobizon.ts'
export { type SmsOutbox, smsOutbox } from './sms-outbox.ts'
export { SMSC_URL, smscSms } from './sms-smsc.ts'
export { submitCheckpoint } from './witness-client.ts'
export {
  isSecret,
  newSecret,
  secretId,
  sign as signWebhook,
  verify as verifyWebhook,
} from './webhook-signature.ts'
