/** The limits of the vault, each with its unit. A value beyond one is a defect of the caller. */

/** Values of one category of one subject: some kilobytes; a megabyte is a scan, and scans are not kept. */
export const BOX_PLAINTEXT_BYTES_MAX = 1_048_576
/** A browser keeps about 4 KB in a cookie; a form field may carry more. */
export const TOKEN_PLAINTEXT_BYTES_MAX = 16_384
/** Two bytes in the head of a box; 1 is the first. */
export const KEY_VERSION_MAX = 65_535
/** Four bytes in the keyring; at one a day they never end. */
export const EPOCH_MAX = 0xffff_ffff
/** A year of daily epochs: more of them alive means that nobody destroys the old ones. */
export const EPOCHS_ALIVE_MAX = 366
/** Four bytes in a row of the database; at one a year they never end. */
export const INDEX_VERSION_MAX = 0x7fff_ffff
/** Index keys of a keyring at once: the one people are found by, and the one that takes its place. */
export const INDEXES_MAX = 2
/** One part of an input that is authenticated or hashed: a name, an identifier, a code, a body. */
export const PART_BYTES_MAX = 4_194_304
/** Of a keyring's passphrase. The lower one stops an empty variable, not a weak sentence. */
export const PASSPHRASE_BYTES_MIN = 12
export const PASSPHRASE_BYTES_MAX = 1_024
/** Of a staff member's password, as UTF-8. The words about a good password are the policy's matter. */
export const PASSWORD_BYTES_MAX = 1_024
/** The identifier of an operator in a keyring, as UTF-8. */
export const OPERATOR_BYTES_MAX = 255
