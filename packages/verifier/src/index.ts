export { type CheckedLog, checkLog, type LogReader } from './log.ts'
export { type CheckedReceipt, checkReceipt, type ReceiptFault } from './receipt.ts'
