/** Limits of the simulated lender, with units. */

/** Leads kept at once; the oldest goes first. */
export const LEADS_MAX = 20_000
/** Ids of destroyed leads and of notices remembered, so that repeats change nothing. */
export const MARKS_MAX = 100_000
/** How long a silent lender holds a connection. */
export const SILENCE_MS = 60_000
/** Rows of the page; the rest is counted. */
export const PAGE_ROWS_MAX = 200
/** One attempt to tell the operator something. Standard Webhooks recommends 15 to 30 s. */
export const TELL_DEADLINE_MS = 5_000
export const CONTROL_BYTES_MAX = 4_096
/** How often a lender looks whether a blocked lead may go on. */
export const BLOCKED_LOOK_MS = 250
