/**
 * Which commands are there? The words that call them, what they take, what they do, where they stand.
 *
 * A command is loaded when it is called: checking a number must not wait for a database driver.
 */
import type { Command } from './command.ts'

export interface Listed {
  /** The words that call it. */
  readonly name: string
  readonly takes: string
  readonly about: string
  readonly load: () => Promise<Command>
}

export const COMMANDS: readonly Listed[] = [
  {
    name: 'check',
    takes: 'iin|bin|iban|phone VALUE',
    about: 'Is the number possible? "-" reads it from standard input.',
    load: async () => (await import('./check.ts')).check,
  },
  {
    name: 'calendar due',
    takes: 'YYYY-MM-DD --working-days N',
    about: 'The last day of a term of N working days that this event begins.',
    load: async () => (await import('./calendar-due.ts')).calendarDue,
  },
  {
    name: 'policy check',
    takes: '[DIR]',
    about: 'Every fault of a policy by file, line and clause. Warnings alone exit with 0.',
    load: async () => (await import('./policy-check.ts')).policyCheck,
  },
  {
    name: 'policy rules',
    takes: '',
    about: 'Every rule that a policy is checked by, with what to do about each fault.',
    load: async () => (await import('./policy-rules.ts')).policyRules,
  },
  {
    name: 'policy stamp',
    takes: '[DIR]',
    about: 'Says of every translation that it was made from the Kazakh text that stands now.',
    load: async () => (await import('./policy-stamp.ts')).policyStamp,
  },
  {
    name: 'policy diff',
    takes: '[DIR|in-force] DIR [--live]',
    about:
      'What a version changes: texts, answers, consequences; --live counts the people touched.',
    load: async () => (await import('./policy-diff.ts')).policyDiff,
  },
  {
    name: 'policy build',
    takes: 'DIR --out OUT',
    about: 'Writes every document of a policy: forms, notices, lists, schedules, schemas, exports.',
    load: async () => (await import('./policy-build.ts')).policyBuild,
  },
  {
    name: 'policy propose',
    takes: '[DIR]',
    about: 'Makes a draft of the folder, for the desk to check, approve and publish.',
    load: async () => (await import('./policy-propose.ts')).policyPropose,
  },
  {
    name: 'policy constrain',
    takes: '[DIR]',
    about: "Lets the database itself refuse what no adopted version, nor DIR, allows; owner's URL.",
    load: async () => (await import('./policy-constrain.ts')).policyConstrain,
  },
  {
    name: 'policy decide',
    takes: '--policy DIR',
    about: 'JSON lines {"question":…,"facts":…} on standard input, a decision for each on output.',
    load: async () => (await import('./policy-decide.ts')).policyDecide,
  },
  {
    name: 'ledger verify',
    takes: '[--from URL|DIR] [--key VKEY] [--trust FILE]',
    about: 'Every entry, tile and the root against the signed checkpoint.',
    load: async () => (await import('./ledger-verify.ts')).ledgerVerify,
  },
  {
    name: 'ledger prove',
    takes: 'ACTION_ID | --index N  [--out FILE]',
    about: 'Writes the receipt of one action, to FILE or to standard output.',
    load: async () => (await import('./ledger-prove.ts')).ledgerProve,
  },
  {
    name: 'ledger check',
    takes: 'FILE [--key VKEY]',
    about: 'Does a receipt hold? Needs neither network nor database.',
    load: async () => (await import('./ledger-check.ts')).ledgerCheck,
  },
  {
    name: 'ledger monitor',
    takes: '--from URL|DIR --memory FILE [--recipient ID] [--receipt FILE] [--key VKEY]',
    about: 'What is new in a log about a lender or a person, if it continues what was seen.',
    load: async () => (await import('./ledger-monitor.ts')).ledgerMonitor,
  },
  {
    name: 'witness clear',
    takes: 'NAME --reason TEXT',
    about: 'Ends the alarm of a witness once somebody has looked into it; recorded.',
    load: async () => (await import('./witness-clear.ts')).witnessClear,
  },
  {
    name: 'audit',
    takes: '',
    about:
      'The whole database against the ledger, and the ledger against the remembered checkpoint.',
    load: async () => (await import('./audit.ts')).audit,
  },
  {
    name: 'keys rotate',
    takes: '',
    about: "Wraps every person's key anew and destroys the old wrapping key.",
    load: async () => (await import('./keys-rotate.ts')).keysRotate,
  },
  {
    name: 'keys reindex',
    takes: '',
    about: 'Gives the search by phone and IIN a new key and writes everybody down under it.',
    load: async () => (await import('./keys-reindex.ts')).keysReindex,
  },
  {
    name: 'keys status',
    takes: '',
    about: 'Who holds the keys, which version wraps, what an old copy of the key file is worth.',
    load: async () => (await import('./keys-status.ts')).keysStatus,
  },
  {
    name: 'keys move',
    takes: '--to file|transit|aws-kms|pkcs11',
    about: 'Hands the key file to another holder that KELISIM_KEYS names, while the server runs.',
    load: async () => (await import('./keys-move.ts')).keysMove,
  },
  {
    name: 'backup',
    takes: '--to FOLDER',
    about:
      'Writes to a registered medium what it does not hold yet, sealed. Run it after keys rotate.',
    load: async () => (await import('./backup.ts')).backup,
  },
  {
    name: 'backup check',
    takes: 'FOLDER',
    about: 'Every object of a medium against its backups and the ledger; needs keys, no database.',
    load: async () => (await import('./backup.ts')).backupCheck,
  },
  {
    name: 'restore',
    takes: '--from FOLDER [--rows | --whole [--tail URL|DIR] [--copy --into URL [--at ID|MOMENT]]]',
    about:
      'Puts damaged rows right, or builds a lost house; never what was destroyed or withdrawn.',
    load: async () => (await import('./restore.ts')).restore,
  },
  {
    name: 'drill',
    takes: '--to FOLDER',
    about: 'Tries the disaster: backup, restoration into a scratch database, RPO and RTO.',
    load: async () => (await import('./drill.ts')).drillCommand,
  },
  {
    name: 'report',
    takes: '',
    about: 'Depersonalised figures: how many people were alike in what.',
    load: async () => (await import('./report.ts')).report,
  },
  {
    name: 'media register',
    takes: 'FOLDER --name N --region KZ-NN --place P --custodian C',
    about: 'Puts a medium on the account; it lies in Kazakhstan or is refused.',
    load: async () => (await import('./media.ts')).mediaRegister,
  },
  {
    name: 'media list',
    takes: '',
    about: 'The account of media: what, where, with whom.',
    load: async () => (await import('./media.ts')).mediaList,
  },
  {
    name: 'media issue',
    takes: 'ID --to WHOM',
    about: 'Records that a medium is handed out; no backup goes to it until it is back.',
    load: async () => (await import('./media.ts')).mediaIssue,
  },
  {
    name: 'media return',
    takes: 'ID',
    about: 'Records that a medium is back.',
    load: async () => (await import('./media.ts')).mediaReturn,
  },
  {
    name: 'media destroy',
    takes: 'ID --act N',
    about: 'Records that a medium was destroyed, by the number of the act.',
    load: async () => (await import('./media.ts')).mediaDestroy,
  },
  {
    name: 'staff add',
    takes: 'LOGIN --name NAME --role ROLE',
    about:
      'Opens an account; the password comes on standard input. Shows the time-code secret once.',
    load: async () => (await import('./staff.ts')).staffAdd,
  },
  {
    name: 'staff list',
    takes: '',
    about: 'Who may sign in, in which role.',
    load: async () => (await import('./staff.ts')).staffList,
  },
  {
    name: 'staff close',
    takes: 'LOGIN',
    about: 'Ends the sessions of an account and lets nobody in with it again.',
    load: async () => (await import('./staff.ts')).staffClose,
  },
  {
    name: 'offer publish',
    takes:
      'ID --recipient ID --amount A-B --days A-B --rate PERCENT --product P --requirement R --checked DAY',
    about: 'Shows an offer on the site, or changes it; refused above the caps of the law.',
    load: async () => (await import('./offer.ts')).offerPublish,
  },
  {
    name: 'offer list',
    takes: '',
    about: 'Offers that are published.',
    load: async () => (await import('./offer.ts')).offerList,
  },
  {
    name: 'offer withdraw',
    takes: 'ID',
    about: 'Takes an offer off the site; applications that rest on it go on.',
    load: async () => (await import('./offer.ts')).offerWithdraw,
  },
  {
    name: 'migrate',
    takes: '',
    about: 'Brings the database to the schema of this program.',
    load: async () => (await import('./migrate.ts')).migrateCommand,
  },
  {
    name: 'seed',
    takes: '[--people N]',
    about: 'Makes the demo world: synthetic people, staff and offers. Not in production.',
    load: async () => (await import('./seed.ts')).seed,
  },
  {
    name: 'replay',
    takes: 'FILE.csv [--limit N] [--lenders FILE]',
    about: 'Drives the whole flow with real application rows and synthetic people, then audits.',
    load: async () => (await import('./replay.ts')).replay,
  },
]

/** The command whose words these begin with; the longest name wins. */
export function findCommand(words: readonly string[]): Listed | undefined {
  return COMMANDS.filter((listed) =>
    listed.name.split(' ').every((word, place) => words[place] === word),
  ).toSorted((one, other) => other.name.length - one.name.length)[0]
}

export function helpText(): string {
  const width = Math.max(...COMMANDS.map(({ name, takes }) => `${name} ${takes}`.length))
  const lines = COMMANDS.map(
    ({ name, takes, about }) => `  ${`${name} ${takes}`.padEnd(width)}  ${about}`,
  )
  return [
    'kelisim: the personal-data management system at the terminal',
    '',
    'usage: npx kelisim COMMAND … [--json] [--lang kk|ru|en] [--help]',
    '',
    ...lines,
    '',
    'Exit code: 0 good, 1 findings or failure, 2 wrong use.',
    'Settings come from the environment as for npm start: KELISIM_DATA, KELISIM_POLICY, DATABASE_URL …',
    '',
  ].join('\n')
}

export function usageOf(listed: Listed): string {
  return `usage: npx kelisim ${`${listed.name} ${listed.takes}`.trim()} [--json] [--lang kk|ru|en]\n`
}
