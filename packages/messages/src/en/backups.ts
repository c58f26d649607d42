import type { BackupMessages } from '../shape/backups.ts'
import { counted } from './counted.ts'

export const backups: BackupMessages = {
  title: 'Backups',
  sentence: (age) => `The last backup began *${age}* ago`,
  sentenceNone: 'There is no backup yet',
  note: 'A command on the server makes backups and restores: only the owner of the database may change the past. Here stands what the ledger says of it.',
  well: 'The key of the last backup lives',
  begun:
    'The ledger holds only its beginning. Whether it was written to its end, npx kelisim backup check finds out.',
  none: 'There is nothing to restore from',
  stale: 'The backup does not open any more: the wrapping key of its moment is destroyed',
  whatNow: 'Run on the server:',
  newest: 'Last backup',
  at: 'When',
  medium: 'Medium',
  drill: {
    heading: 'Last drill',
    note: 'A drill makes a backup, builds a separate database from it and checks everything.',
    never: 'There has been no drill: nobody has tried whether a backup comes back.',
    good: 'Everything came back',
    bad: 'Not everything came back',
    lost: 'Actions lost',
    took: 'Took',
    seconds: counted('second', 'seconds'),
  },
  media: {
    heading: 'Register of media',
    none: {
      heading: 'No medium is on the register',
      why: 'A backup is written only to a registered medium that lies in Kazakhstan. A command on the server registers it: npx kelisim media register.',
    },
    name: 'Name',
    state: 'State',
    states: { in_use: 'in use', issued: 'issued', destroyed: 'destroyed' },
    issuedTo: (who) => `issued to: ${who}`,
    act: (number) => `act: ${number}`,
    place: 'Where it lies',
    custodian: 'Custodian',
    backedUp: 'Last backup',
    never: 'none',
  },
  restorations: {
    heading: 'Restorations',
    none: {
      heading: 'There has been no restoration',
      why: 'When rows are changed behind the program, what the ledger names comes back from a medium. Each restoration stands here.',
    },
    what: 'What was done',
    whole: 'the whole database was built anew',
    rows: 'damaged rows were put right',
    restored: 'Rows brought back',
    removed: 'Rows taken out',
    lost: 'Rows not brought back',
    entry: 'Ledger entry',
  },
}
