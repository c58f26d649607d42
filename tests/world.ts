/**
 * A whole operator for tests: real PostgreSQL, real policy, real keys, a fixed clock that tests move.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Fittings, type House, openHouse, syntheticPerson } from '@kelisim/house'
import { type SmsOutbox, smsOutbox } from '@kelisim/outside'
import { testDatabase } from '@kelisim/postgres'
import { letRolesIn, migrate, ROLES, sequence } from '@kelisim/store'
import { type Language, later, type Moment, moment } from '@kelisim/terms'
import { pooledRandom } from '@kelisim/vault'
import {
  type Answer,
  confirmCode,
  publishOffer,
  sendCode,
  type Submission,
  type Submitted,
  submitApplication,
} from '@kelisim/work'

/** Sunday 22 November 2026, 14:00 in Almaty. */
export const START = moment(Date.UTC(2026, 10, 22, 9))

export interface World extends AsyncDisposable {
  readonly house: House
  readonly outbox: SmsOutbox
  readonly databaseUrl: string
  /** To open the same house in another process. */
  readonly environment: ReturnType<typeof environmentOf>
  readonly clock: { at: Moment; pass(milliseconds: number): void }
  /** Runs the sequencer until nothing waits. */
  sequenceAll(): Promise<void>
}

/** `databaseUrl`: a database of the caller's own instead of a copy of the tests' template. */
export async function openWorld(
  fittings: Partial<Fittings> = {},
  databaseUrl?: string,
  policyFolder = new URL('../policy/proleads', import.meta.url).pathname,
): Promise<World> {
  const database =
    databaseUrl === undefined
      ? await freshDatabase()
      : { url: databaseUrl, close: async () => undefined }
  if (databaseUrl !== undefined) await migrate(databaseUrl)
  await letRolesIn(database.url)
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-world-'))
  const clock = {
    at: START,
    pass(milliseconds: number) {
      clock.at = later(clock.at, milliseconds)
    },
  }
  const outbox = smsOutbox(() => clock.at)
  const environment = environmentOf(folder, database.url, policyFolder)
  const house = await openHouse(environment, {
    sms: outbox,
    forgetMessages: (isTheirs) => {
      for (const message of outbox.list()) if (isTheirs(message.to)) outbox.forget(message.to)
    },
    lenders: new Map(),
    allowedHosts: [],
    publicUrl: 'http://localhost:8080',
    now: () => clock.at,
    random: pooledRandom(),
    ...fittings,
  })
  await publishOffers(house)
  const { means } = house
  const sequenceAll = async () => {
    while ((await sequence(means.store, means.log)) !== undefined);
  }
  const close = async () => {
    await house.close()
    await database.close()
    await rm(folder, { recursive: true, force: true })
  }
  return {
    house,
    outbox,
    databaseUrl: database.url,
    environment,
    clock,
    sequenceAll,
    [Symbol.asyncDispose]: close,
  }
}

async function freshDatabase(): Promise<{ readonly url: string; close(): Promise<void> }> {
  return await testDatabase({
    name: 'kelisim',
    prepare: async (url) => void (await migrate(url)),
  })
}

function environmentOf(folder: string, databaseUrl: string, policyFolder: string) {
  return {
    mode: 'demo',
    port: 0,
    host: '127.0.0.1',
    dataFolder: folder,
    policyFolder,
    databaseUrl,
    roleUrls: roleUrls(databaseUrl),
    publicUrl: undefined,
    passphrase: undefined,
    lendersFile: undefined,
    sms: 'outbox',
    smsLogin: undefined,
    smsSecret: undefined,
    demoPeople: 0,
  } as const
}

/** Each role logs in as itself, as in production; on the tests' socket without a password. */
export function roleUrls(databaseUrl: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    ROLES.map((role) => {
      const url = new URL(databaseUrl)
      url.username = role
      return [role, url.href]
    }),
  )
}

export async function publishOffers(house: House): Promise<void> {
  for (const recipient of house.means.policy.recipients) {
    const answer = await publishOffer(
      house.means,
      {
        id: `${recipient.id}-short`,
        recipient: recipient.id,
        product: 'short_small',
        amountMinTenge: 10_000,
        amountMaxTenge: 190_000,
        daysMin: 5,
        daysMax: 45,
        dailyRatePercent: 0.1,
        requirement: 'income_proof',
        checkedOn: '2026-11-21',
      },
      { role: 'system', id: 'self' },
    )
    if (answer.effect !== 'done') throw new Error(`offer refused: ${JSON.stringify(answer)}`)
  }
}

export interface Applying {
  readonly ordinal?: number
  readonly birthDate?: string
  readonly language?: Language
  readonly recipients?: readonly string[]
  readonly controls?: readonly string[]
  readonly values?: Readonly<Record<string, string>>
  readonly amountTenge?: number
  readonly key?: string
}

export function person(ordinal = 1, birthDate = '1990-05-17') {
  const made = syntheticPerson(ordinal, birthDate)
  if (made === undefined) throw new Error('no such synthetic person')
  return made
}

/** Confirms the person's phone by the code in the outbox; the token the browser would hold. */
export async function confirmPhone(world: World, phone: string): Promise<string> {
  const { means } = world.house
  const sent = await sendCode(means, phone, 'kk')
  if (sent.effect !== 'done') throw new Error(`no code: ${JSON.stringify(sent)}`)
  const code = /\d{3} \d{3}/.exec(world.outbox.list()[0]?.text ?? '')?.[0] ?? ''
  const confirmed = await confirmCode(means, sent.challenge, phone, code)
  if (confirmed.effect !== 'done') throw new Error(`not confirmed: ${JSON.stringify(confirmed)}`)
  return confirmed.token
}

/** What the form would send, for a phone already confirmed. */
export function submissionOf(world: World, applying: Applying, phoneToken: string): Submission {
  const who = person(applying.ordinal, applying.birthDate)
  const language = applying.language ?? 'kk'
  const recipients = applying.recipients ?? ['samal']
  const controls = applying.controls ?? ['contract', ...recipients.map((id) => `recipient:${id}`)]
  const offered = world.house.means.consentTexts(language)
  const texts = offered.filter((text) => controls.includes(text.control))
  return {
    phoneToken,
    amountTenge: applying.amountTenge ?? 120_000,
    termDays: 30,
    values: { ...who.values, income: '200k-300k', ...applying.values },
    ticked: texts.map((text) => ({ control: text.control, textSha256: text.sha256 })),
    recipients,
    language,
    source: 'site',
  }
}

export async function apply(world: World, applying: Applying = {}): Promise<Answer<Submitted>> {
  const { phone } = person(applying.ordinal, applying.birthDate)
  const submission = submissionOf(world, applying, await confirmPhone(world, phone))
  const key = applying.key ?? `key-${applying.ordinal ?? 1}-${Math.random()}`
  return await submitApplication(world.house.means, submission, key)
}
