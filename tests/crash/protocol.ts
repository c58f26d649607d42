/**
 * What do the driver of the crash test and its workers say to each other?
 *
 * One JSON object a line, over the worker's standard input and output. A line that a killed worker did not
 * finish is no answer: the driver repeats the call with the same key, as a client would.
 */
export interface Application {
  readonly kind: 'apply'
  readonly key: string
  readonly ordinal: number
  readonly amountTenge: number
  readonly recipients: readonly string[]
  /** Absent at first: the worker then confirms the phone before it submits. */
  readonly phoneToken?: string
}

/** The person takes back the consent for the application's first recipient. */
export interface Withdrawal {
  readonly kind: 'withdraw'
  readonly number: string
}

/** How much is still on its way: disclosures without an answer, notices not delivered, unsequenced actions. */
export interface Question {
  readonly kind: 'moving'
}

export type Call = Application | Withdrawal | Question

export type Answer =
  | { readonly kind: 'applied'; readonly number: string }
  | { readonly kind: 'withdrawn' }
  | { readonly kind: 'moving'; readonly count: number }
  /** A refusal with its code: an answer like any other. */
  | { readonly kind: 'refused'; readonly code: string }
  /** Whether it happened is not known. */
  | { readonly kind: 'failed'; readonly error: string }

export interface Asked {
  readonly id: number
  readonly call: Call
}

export type Said =
  | { readonly said: 'ready' }
  | { readonly said: 'answer'; readonly id: number; readonly answer: Answer }
  /** The phone is confirmed; kept by the client even when the call that needed it dies. */
  | { readonly said: 'token'; readonly ordinal: number; readonly phoneToken: string }
  /** A checkpoint that has left the process: whatever happens later must continue it. */
  | { readonly said: 'checkpoint'; readonly note: string }

/** A line of the server's log, which goes to the same output. */
export interface LogLine {
  readonly level: number
  readonly what?: string
  readonly error?: string
}

/** Settings of a worker, as environment variables. */
export interface WorkerSettings {
  readonly dataFolder: string
  readonly lenders: Readonly<Record<string, { readonly url: string; readonly secret: string }>>
  /** Added to the real clock, so that a minute's wait can be a restart instead. */
  readonly clockOffsetMs: number
  /** Dies by SIGKILL where a disclosure is committed as `sending` and nothing has left yet. */
  readonly dieBeforePost: boolean
}
