export { recallCheckpoint, rememberCheckpoint } from './checkpoint-file.ts'
export {
  type Call,
  type CallAnswer,
  type CallLimits,
  type CallTrouble,
  call,
  ForbiddenHost,
  jsonOf,
  permittedUrl,
} from './egress.ts'
export {
  KeyFileError,
  type KeyFileFault,
  type KeyFileMaking,
  openOrMakeKeyFile,
  type PassphraseSource,
  readKeyFile,
  readPassphrase,
  writeKeyFile,
} from './key-file.ts'
export {
  askStatus,
  type LeadAnswer,
  type LeadStatus,
  type LenderEndpoint,
  type LenderKey,
  type NoticeAnswer,
  postLead,
  sendNotice,
  type Unknown,
} from './lender-client.ts'
export { type LogSource, logInFolder, logOverHttp } from './log-source.ts'
export { readPolicyFolder } from './policy-folder.ts'
export {
  type Sms,
  type SmsClass,
  type SmsMessage,
  SmsRefused,
  type SmsRefusal,
  type SmsSent,
  segments as smsSegments,
} from './sms.ts'
export { MOBIZON_URL, type MobizonAccount, mobizonSms } from './sms-mobizon.ts'
export { type OutboxMessage, type SmsOutbox, smsOutbox } from './sms-outbox.ts'
export { SMSC_URL, type SmscAccount, smscSms } from './sms-smsc.ts'
export {
  isSecret,
  newSecret,
  type SignatureHeaders,
  type SignedMessage,
  sign as signWebhook,
  verify as verifyWebhook,
} from './webhook-signature.ts'
