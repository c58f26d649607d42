import type { ProtectionMessages } from '../shape/protection.ts'
import { counted } from './counted.ts'

const failed = counted('check fails', 'checks fail')

export const protection: ProtectionMessages = {
  title: 'Protection',
  holds: 'Every check of the protection holds: data may be taken in',
  fails: (count) => `*${failed(count)}*: nothing is taken in`,
  note: 'The program looks at itself every five seconds. While a check fails, the application on the site and over the API answers 503; a person’s own access, withdrawal and destruction go on. In production the program does not start at all.',
  heading: 'Checks',
  check: 'Check',
  state: 'State',
  states: { holds: 'holds', exempt: 'exempt', fails: 'fails', unknown: 'not looked at yet' },
  law: 'Article',
  what: 'What was found',
  looked: (at) => `Looked at ${at}.`,
  never: 'The program has not looked yet.',
  checks: {
    keys: 'Keys',
    ledger: 'Ledger',
    public: 'Line to people and lenders',
    database: 'Line to the database',
    place: 'Place of the database',
  },
  found: {
    keys_usable: { said: 'The key file stands in its place and opens what it closes.' },
    keys_missing: {
      said: 'The key file is gone; the keys live in the memory of this process only.',
      todo: 'Put the file back from its safe place before the program is stopped.',
    },
    keys_unusable: {
      said: 'The key file is another one than the keys in use, or does not open.',
      todo: 'Put the right file back; see docs/runbooks/keys.md.',
    },
    ledger_writable: { said: 'A trial entry was written and taken back.' },
    ledger_refused: {
      said: 'The database takes no entry.',
      todo: 'Give the application its right to write back, and see that the database is up, no standby, and has room.',
    },
    ledger_behind: {
      said: 'Too many actions wait for their place in the ledger.',
      todo: 'See why the sequencer stands still: the log of the program names it.',
    },
    public_https: { said: 'The public address is https.' },
    public_loopback: {
      said: 'A demonstration that only this machine reaches: without encryption, for invented people only.',
    },
    public_open: {
      said: 'People and lenders would come over a line without encryption.',
      todo: 'Set KELISIM_PUBLIC_URL to an https address and let a proxy end TLS.',
    },
    database_own: { said: 'The line does not leave this machine.' },
    database_verified: {
      said: 'The line is encrypted and the certificate of the database is checked.',
    },
    database_loopback: {
      said: 'A demonstration with a database of this machine: without encryption.',
    },
    database_open: {
      said: 'The line to the database is not encrypted, or its certificate is not checked.',
      todo: 'Write sslmode=verify-full into every address of the database, or use a socket.',
    },
    place_in_kazakhstan: { said: 'The operator declares that the database lies in Kazakhstan.' },
    place_of_demo: { said: 'A demonstration: no place is declared, the people are invented.' },
    place_unnamed: {
      said: 'Nobody has declared where the database lies.',
      todo: 'Set KELISIM_DATABASE_REGION, for example KZ-75 for Almaty.',
    },
    place_abroad: {
      said: 'The database is declared to lie outside Kazakhstan.',
      todo: 'Move the database to Kazakhstan: personal data are stored there (art. 12(2)).',
    },
  },
}
