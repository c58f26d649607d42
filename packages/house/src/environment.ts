/**
 * How this start is meant: read once from environment variables, every fault named at once.
 *
 * `demo` is the default and needs nothing. `production` is asked for by name and refuses whatever
 * belongs to the demo: a generated passphrase, an embedded database, an outbox instead of a gateway,
 * the synthetic operator, demo logins.
 */
import { resolve } from 'node:path'
import { isKmsKey, isPkcs11Address, isTransitAddress } from '@kelisim/outside'
import { type Role, ROLES } from '@kelisim/store'
import { z } from 'zod'
import { type KeyHolders, keyHolderFaults } from './key-locks.ts'

/** One holder of the keys, or several: the first closes the key file, the others may open it during a move. */
const KEY_HOLDERS = /^(?:file|transit|aws-kms|pkcs11)(?:,(?:file|transit|aws-kms|pkcs11))*$/
const PORT_DEFAULT = 8080

const Variables = z.object({
  KELISIM_MODE: z.enum(['demo', 'production']).default('demo'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(PORT_DEFAULT),
  HOST: z.string().default('127.0.0.1'),
  KELISIM_DATA: z.string().default('.data'),
  KELISIM_POLICY: z.string().default('policy/proleads'),
  DATABASE_URL: z.string().optional(),
  KELISIM_DATABASE_URL: z.string().optional(),
  KELISIM_DATABASE_URL_SEQUENCER: z.string().optional(),
  KELISIM_DATABASE_URL_AUDITOR: z.string().optional(),
  KELISIM_DATABASE_URL_KEEPER: z.string().optional(),
  KELISIM_DATABASE_URL_BACKUP: z.string().optional(),
  KELISIM_DATABASE_REGION: z.string().max(16).optional(),
  KELISIM_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  KELISIM_PASSPHRASE: z.string().min(16).optional(),
  KELISIM_KEYS: z.string().regex(KEY_HOLDERS).default('file'),
  KELISIM_KEYS_DEADLINE_MS: z.coerce.number().int().min(100).max(30_000).default(3_000),
  KELISIM_TRANSIT: z.string().refine(isTransitAddress, 'https://…/v1/MOUNT/keys/NAME').optional(),
  KELISIM_TRANSIT_NAMESPACE: z.string().optional(),
  KELISIM_TRANSIT_TOKEN: z.string().optional(),
  KELISIM_TRANSIT_ROLE: z.string().optional(),
  KELISIM_TRANSIT_SECRET: z.string().optional(),
  KELISIM_KMS: z.string().refine(isKmsKey, 'arn:aws:kms:REGION:ACCOUNT:key/ID').optional(),
  KELISIM_KMS_URL: z.url({ protocol: /^https?$/ }).optional(),
  KELISIM_KMS_ACCESS: z.string().optional(),
  KELISIM_KMS_SECRET: z.string().optional(),
  KELISIM_KMS_SESSION: z.string().optional(),
  KELISIM_PKCS11: z
    .string()
    .refine(isPkcs11Address, 'pkcs11:token=TOKEN;object=KEY?module-path=FILE')
    .optional(),
  KELISIM_PKCS11_PIN: z.string().optional(),
  KELISIM_PKCS11_RESERVED: z.string().optional(),
  KELISIM_LENDERS: z.string().optional(),
  KELISIM_TRUST: z.string().optional(),
  KELISIM_DETECTION: z.string().optional(),
  KELISIM_SMS: z.enum(['outbox', 'smsc', 'mobizon']).default('outbox'),
  KELISIM_SMS_LOGIN: z.string().optional(),
  KELISIM_SMS_SECRET: z.string().optional(),
  KELISIM_SMTP: z.url({ protocol: /^smtps$/ }).optional(),
  KELISIM_SMTP_LOGIN: z.string().optional(),
  KELISIM_SMTP_SECRET: z.string().optional(),
  KELISIM_MAIL_FROM: z.email().optional(),
  KELISIM_DEMO_PEOPLE: z.coerce.number().int().min(0).max(10_000).default(40),
})

export interface Environment {
  readonly mode: 'demo' | 'production'
  readonly port: number
  readonly host: string
  readonly dataFolder: string
  readonly policyFolder: string
  /** The owner's, who migrates and restores. Neither this nor `roleUrls`: the embedded server of the data folder. */
  readonly databaseUrl: string | undefined
  /** Where each role logs in; undefined: the owner's connections take the role, for demonstration and tests. */
  readonly roleUrls?: Readonly<Partial<Record<Role, string>>> | undefined
  /** Where the database lies, ISO 3166-2 (`KZ-75`); what is not in Kazakhstan takes nothing in. */
  readonly databaseRegion?: string | undefined
  readonly publicUrl: string | undefined
  readonly passphrase: string | undefined
  readonly keys?: KeyHolders
  /** File with the lenders' addresses and secrets; undefined in a demo, which makes its own. */
  readonly lendersFile: string | undefined
  /** Trust policy (C2SP tlog-policy) with the witnesses to ask; undefined in a demo, which makes its own. */
  readonly trustFile?: string | undefined
  /** The operator's rules of detection; undefined: those that come with the program. */
  readonly detectionFile?: string | undefined
  readonly sms: 'outbox' | 'smsc' | 'mobizon'
  readonly smsLogin: string | undefined
  readonly smsSecret: string | undefined
  /** The operator's server of outgoing mail; undefined: no letter is written. */
  readonly mail?: MailAccount | undefined
  /** Synthetic applicants of the demo world. */
  readonly demoPeople: number
}

export interface MailAccount {
  readonly host: string
  readonly port: number
  readonly login: string
  readonly secret: string
  readonly from: string
}

export type ReadEnvironment =
  | { readonly environment: Environment }
  | { readonly faults: readonly string[] }

export function readEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
  folder: string,
): ReadEnvironment {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  const parsed = Variables.safeParse(set)
  if (!parsed.success) {
    return {
      faults: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    }
  }
  const values = parsed.data
  const environment: Environment = {
    mode: values.KELISIM_MODE,
    port: values.PORT,
    host: values.HOST,
    dataFolder: resolve(folder, values.KELISIM_DATA),
    policyFolder: resolve(folder, values.KELISIM_POLICY),
    databaseUrl: values.DATABASE_URL,
    roleUrls: roleUrls(values),
    databaseRegion: values.KELISIM_DATABASE_REGION,
    publicUrl: values.KELISIM_PUBLIC_URL?.replace(/\/$/, ''),
    passphrase: values.KELISIM_PASSPHRASE,
    keys: keyHoldersOf(values),
    lendersFile: values.KELISIM_LENDERS,
    trustFile: values.KELISIM_TRUST,
    detectionFile: values.KELISIM_DETECTION,
    sms: values.KELISIM_SMS,
    smsLogin: values.KELISIM_SMS_LOGIN,
    smsSecret: values.KELISIM_SMS_SECRET,
    mail: mailAccountOf(values),
    demoPeople: values.KELISIM_DEMO_PEOPLE,
  }
  const faults = [
    ...mailFaults(values),
    ...keyHolderFaults(environment.keys),
    ...(environment.mode === 'production' ? productionFaults(environment) : []),
  ]
  return faults.length === 0 ? { environment } : { faults }
}

function keyHoldersOf(values: z.infer<typeof Variables>): KeyHolders {
  return {
    kinds: values.KELISIM_KEYS.split(','),
    deadlineMs: values.KELISIM_KEYS_DEADLINE_MS,
    transit: {
      address: values.KELISIM_TRANSIT,
      namespace: values.KELISIM_TRANSIT_NAMESPACE,
      token: values.KELISIM_TRANSIT_TOKEN,
      roleId: values.KELISIM_TRANSIT_ROLE,
      secretId: values.KELISIM_TRANSIT_SECRET,
    },
    kms: {
      key: values.KELISIM_KMS,
      url: values.KELISIM_KMS_URL,
      accessKey: values.KELISIM_KMS_ACCESS,
      secretKey: values.KELISIM_KMS_SECRET,
      session: values.KELISIM_KMS_SESSION,
    },
    pkcs11: {
      address: values.KELISIM_PKCS11,
      pin: values.KELISIM_PKCS11_PIN,
      reserved: values.KELISIM_PKCS11_RESERVED,
    },
  }
}

const SMTPS_PORT = 465

function mailAccountOf(values: z.infer<typeof Variables>): MailAccount | undefined {
  const {
    KELISIM_SMTP: server,
    KELISIM_SMTP_LOGIN: login,
    KELISIM_SMTP_SECRET: secret,
    KELISIM_MAIL_FROM: from,
  } = values
  if (server === undefined || login === undefined) return undefined
  if (secret === undefined || from === undefined) return undefined
  const { hostname: host, port } = new URL(server)
  return { host, port: port === '' ? SMTPS_PORT : Number(port), login, secret, from }
}

/** Half of an access would look like a house that writes no letters. */
function mailFaults(values: z.infer<typeof Variables>): readonly string[] {
  const { KELISIM_SMTP, KELISIM_SMTP_LOGIN, KELISIM_SMTP_SECRET, KELISIM_MAIL_FROM } = values
  const told = { KELISIM_SMTP, KELISIM_SMTP_LOGIN, KELISIM_SMTP_SECRET, KELISIM_MAIL_FROM }
  if (Object.values(told).every((value) => value === undefined)) return []
  return Object.entries(told).flatMap(([name, value]) =>
    value === undefined ? [`${name}: missing beside the rest of the mail server's access`] : [],
  )
}

/** The variable that says where a role logs in. */
const VARIABLE_OF = {
  kelisim_app: 'KELISIM_DATABASE_URL',
  kelisim_sequencer: 'KELISIM_DATABASE_URL_SEQUENCER',
  kelisim_auditor: 'KELISIM_DATABASE_URL_AUDITOR',
  kelisim_keeper: 'KELISIM_DATABASE_URL_KEEPER',
  kelisim_backup: 'KELISIM_DATABASE_URL_BACKUP',
} as const satisfies Record<Role, string>

/** What every process of the house does, looking after its own actions as the auditor among it; only some commands back up. */
const ALWAYS: readonly Role[] = [
  'kelisim_app',
  'kelisim_sequencer',
  'kelisim_keeper',
  'kelisim_auditor',
]

function roleUrls(values: z.infer<typeof Variables>): Environment['roleUrls'] {
  const told = ROLES.flatMap((role) => {
    const url = values[VARIABLE_OF[role]]
    return url === undefined ? [] : [[role, url]]
  })
  return told.length === 0 ? undefined : Object.fromEntries(told)
}

/** Everything a production start lacks, each with what to set. */
function productionFaults(environment: Environment): readonly string[] {
  const faults: string[] = []
  const need = (missing: boolean, what: string) => {
    if (missing) faults.push(what)
  }
  for (const role of ALWAYS) {
    need(
      environment.roleUrls?.[role] === undefined,
      `${VARIABLE_OF[role]}: login of the role ${role} in a PostgreSQL of your own`,
    )
  }
  need(
    environment.passphrase === undefined && environment.keys?.kinds.includes('file') !== false,
    'KELISIM_PASSPHRASE: at least 16 characters; the key file is sealed with it',
  )
  need(
    environment.publicUrl?.startsWith('https://') !== true,
    'KELISIM_PUBLIC_URL: the https address people and lenders reach',
  )
  need(
    environment.sms === 'outbox',
    'KELISIM_SMS: smsc or mobizon; the outbox is for demonstration',
  )
  need(environment.smsSecret === undefined, 'KELISIM_SMS_SECRET: the key of the SMS gateway')
  need(
    environment.lendersFile === undefined,
    "KELISIM_LENDERS: a file with the lenders' addresses and secrets",
  )
  return faults
}
