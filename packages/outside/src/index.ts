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
export {
  isSecret,
  newSecret,
  type SignatureHeaders,
  type SignedMessage,
  sign as signWebhook,
  verify as verifyWebhook,
} from './webhook-signature.ts'
