/**
 * What must be said at the desk, where the operator's staff work.
 *
 * `*…*` marks the figure a sentence is about; `lasts` is a whole phrase (`until 1 March 2027`). Nothing here names a person; values come masked or
 * opened by a permit, policy titles come from the policy.
 *
 * Law: 94-V art. 10, 11(2), 22(1)(5). Requirements.
 */

/** States a list of applications can be filtered by, and their chips. */
export const APPLICATION_STATES = [
  'submitted',
  'in_progress',
  'issued',
  'refused',
  'abandoned',
  'no_match',
  'duplicate',
  'closed',
  'withdrawn',
  'expired',
  'blocked',
  'restricted',
  'destroyed',
] as const
export type ApplicationState = (typeof APPLICATION_STATES)[number]

/** What was asked before a transfer; each has a word for yes and for no. */
export const CHECKS = [
  'subject',
  'consent',
  'agreement',
  'recipient',
  'purpose',
  'fields',
  'one_at_a_time',
] as const
export type Check = (typeof CHECKS)[number]

/** What a comparison of tables with the ledger can find. */
export const AUDIT_FINDINGS = [
  'row_not_vouched',
  'row_missing',
  'unknown_voided',
  'box_does_not_open',
  'key_does_not_unwrap',
  'key_turned_otherwise',
  'key_missing',
  'key_of_nobody',
  'text_altered',
  'text_missing',
  'column_altered',
  'rules_altered',
  'row_unreadable',
  'index_astray',
  'entry_unreadable',
  'action_forged',
] as const
export type AuditFinding = (typeof AUDIT_FINDINGS)[number]

/** What went wrong with a witness of the ledger; the first two mean that a history was rewritten. */
export type WitnessTrouble = 'other_history' | 'knows_more' | 'unreachable' | 'bad_answer'

/** What can be wrong with the ledger itself. */
export const LEDGER_FAULTS = [
  'key_malformed',
  'checkpoint_missing',
  'checkpoint_refused',
  'entry',
  'bundle_missing',
  'bundle_malformed',
  'tile',
  'tile_missing',
  'entry_or_tile',
  'root',
  'rolled_back',
  'not_recorded',
] as const
export type LedgerFault = (typeof LEDGER_FAULTS)[number]

export interface DeskMessages {
  readonly brandNote: string
  readonly menu: {
    readonly label: string
    readonly groups: Readonly<Record<'work' | 'data' | 'rules' | 'oversight', string>>
    readonly applications: string
    readonly actions: string
    readonly register: string
    readonly policy: string
    readonly documents: string
    readonly law: string
    readonly recipients: string
    readonly purposes: string
    readonly requests: string
    readonly incidents: string
    readonly mailings: string
    readonly holds: string
    readonly retention: string
    readonly backups: string
    readonly protection: string
    readonly ledger: string
    readonly signOut: string
  }
  readonly login: {
    readonly title: string
    readonly name: string
    readonly password: string
    readonly enter: string
    readonly code: string
    readonly codeHint: string
    readonly wrong: string
    readonly paused: string
    readonly note: string
  }
  readonly applications: {
    readonly title: string
    readonly sentence: (all: number, waiting: number) => string
    readonly filters: string
    readonly everyState: string
    readonly number: string
    readonly applicant: string
    readonly amount: string
    readonly term: string
    readonly days: (days: number) => string
    readonly state: string
    readonly recipient: string
    readonly sent: string
    readonly age: string
    readonly minutes: (count: number) => string
    readonly hours: (count: number) => string
    readonly daysOld: (count: number) => string
    readonly none: string
    readonly noneHere: string
    readonly showAll: string
    readonly older: string
    readonly newest: string
    readonly pages: string
    readonly masked: string
  }
  readonly state: Readonly<Record<ApplicationState, string>>
  readonly card: {
    readonly title: (number: string) => string
    readonly consentUntil: (lasts: string) => string
    readonly noConsent: string
    readonly steps: string
    readonly data: string
    readonly dataNote: string
    readonly open: string
    readonly openNamed: (field: string) => string
    readonly why: string
    readonly otherPurposes: (seconds: number) => string
    readonly noPurpose: string
    readonly chooseFirst: string
    readonly openAndRecord: string
    readonly cancel: string
    readonly shownUntil: (time: string) => string
    readonly secondsLeft: string
    readonly hidden: string
    readonly hide: string
    readonly notGiven: string
    readonly refusedField: string
    readonly story: string
    readonly storyEmpty: string
    readonly allRecorded: (count: number, checkpoint: string) => string
    readonly someWait: (count: number) => string
    readonly question: (recipient: string) => string
    readonly yes: (recipient: string, fields: number) => string
    readonly checks: string
    readonly passed: string
    readonly failed: string
    readonly ground: (clause: string, law: string) => string
    readonly way: string
    readonly noOverride: string
    readonly recipients: string
    readonly noRecipients: string
    readonly back: string
  }
  readonly check: Readonly<Record<Check, { readonly passed: string; readonly failed: string }>>
  readonly checkUntil: (lasts: string) => string
  readonly checkNames: (names: string) => string
  readonly ledger: {
    readonly title: string
    readonly sentence: (entries: number, size: string) => string
    readonly size: string
    readonly root: string
    readonly checkpoint: string
    readonly noCheckpoint: string
    readonly waiting: string
    readonly waitingNote: string
    readonly handles: string
    readonly handlesNote: string
    readonly verify: string
    readonly verifyNote: string
    readonly good: (size: string) => string
    readonly unpublished: (count: string) => string
    readonly bad: (entry: string) => string
    readonly badWhole: string
    readonly badPath: string
    readonly fault: Readonly<Record<LedgerFault, string>>
    readonly checkedAt: (at: string) => string
    readonly audit: string
    readonly auditNote: string
    readonly auditGood: (rows: string) => string
    readonly auditBad: (count: number) => string
    readonly indexesUnseen: string
    readonly findings: string
    readonly findingTable: string
    readonly findingRow: string
    readonly findingWhat: string
    readonly finding: Readonly<Record<AuditFinding, string>>
    readonly whatNow: string
    readonly whatNowText: string
    readonly outside: string
    readonly outsideNote: string
    readonly witnesses: {
      readonly title: string
      readonly note: string
      readonly none: string
      readonly noneNote: string
      readonly all: (size: string) => string
      readonly behind: (entries: number, seconds: number) => string
      readonly alarm: string
      readonly alarmText: string
      readonly name: string
      readonly size: string
      readonly at: string
      readonly state: string
      readonly well: string
      readonly never: string
      readonly trouble: Readonly<Record<WitnessTrouble, string>>
    }
    readonly keys: {
      readonly title: string
      readonly note: string
      readonly well: string
      readonly several: (alive: number) => string
      readonly late: string
      readonly lateText: string
      readonly holder: string
      /** The word of the settings, as a person reads it; an unknown one is said as it is. */
      readonly holderName: (holder: string) => string
      readonly newest: string
      readonly oldCopy: string
      readonly oldCopies: { readonly nothing: string; readonly opens: string }
      readonly holderKey: string
      readonly atOnce: string
      readonly days: (min: string, max: string) => string
      readonly horizon: string
      readonly horizonDays: (days: number) => string
    }
  }
  readonly actions: {
    readonly title: string
    readonly sentence: (count: number, refused: number) => string
    readonly none: string
    readonly note: string
  }
  readonly recipients: {
    readonly title: string
    readonly sentence: (all: number, suspended: number) => string
    readonly note: string
    readonly open: string
    readonly suspended: string
    readonly agreement: string
    readonly sent: string
    readonly planned: string
    readonly since: string
    readonly reason: string
    readonly reasonLabel: string
    readonly reasonHint: string
    readonly reasonMissing: string
    readonly consequence: (planned: number) => string
    readonly suspend: string
    readonly suspendNamed: (name: string) => string
    readonly byIncident: string
    readonly toIncident: string
    readonly resumeConsequence: string
    readonly resume: string
    readonly resumeNamed: (name: string) => string
  }
  readonly notPermitted: {
    readonly title: string
    readonly home: string
    readonly recorded: string
  }
}
