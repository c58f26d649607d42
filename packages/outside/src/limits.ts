/** Every limit of talking to the world, with its reason. Sizes in bytes, times in milliseconds. */

/** Answers of lenders and gateways are small; a bigger one is a mistake or an attack. */
export const ANSWER_BYTES_MAX = 64 * 1_024
/** No call may be given longer than this, whatever its caller asks. */
export const DEADLINE_MS_MAX = 30_000
/** How many demo messages the outbox page keeps. */
export const OUTBOX_MESSAGES_MAX = 500
/** A message of more parts is refused before it is paid for. */
export const SMS_SEGMENTS_MAX = 6
/** One file of the policy folder, all of them, and their number. */
export const POLICY_FILE_BYTES_MAX = 1_024 * 1_024
export const POLICY_BYTES_MAX = 16 * 1_024 * 1_024
export const POLICY_FILES_MAX = 500
export const POLICY_DEPTH_MAX = 6
/** A tile is 8,192 bytes; a bundle of 256 entries of at most 65,535 bytes each is the largest file. */
export const LOG_FILE_BYTES_MAX = 256 * (65_535 + 2)
export const CHECKPOINT_BYTES_MAX = 16 * 1_024
/** Waiting for another process that writes the same small file; a writing takes milliseconds. */
export const WRITER_WAIT_MS_MAX = 10_000
export const KEY_FILE_BYTES_MAX = 1_024 * 1_024
export const PASSPHRASE_BYTES = 32
/** One object of a backup: a pack of 1,000 rows, a thousand entries, a table of texts. */
export const BACKUP_OBJECT_BYTES_MAX = 256 * 1_024 * 1_024
