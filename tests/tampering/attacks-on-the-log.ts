/** What the owner of the cluster may try with the log, its entries, its tiles, and the actions that wait for it. */
import { type Attack, FLIP } from './attacks.ts'

const entryOf = (kind: string) =>
  `(select min(leaf_index) from ledger_entry where kind = '${kind}')`

/** A look that nobody made. */
const FORGED_ACTION = (seal: string) =>
  `insert into action_inbox select '00000000-0000-7000-8000-000000000001', handle, 'values_opened', at,
     convert_to(regexp_replace(convert_from(entry, 'UTF8'), '"id":"0[^"]+"', '"id":"00000000-0000-7000-8000-000000000001"'), 'UTF8'), ${seal}
   from action_inbox limit 1`

export const ATTACKS_ON_THE_LOG: readonly Attack[] = [
  {
    what: 'an entry of the ledger is edited',
    statements: ['update ledger_entry set ' + FLIP('entry', 30) + ' where leaf_index = 5'],
    found: /^log_\S+ \S+ 5$/,
  },
  {
    what: 'an entry is given another policy',
    statements: [
      `update ledger_entry set entry = convert_to(regexp_replace(convert_from(entry, 'UTF8'), '"policy":"[0-9a-f]+"', '"policy":"' || repeat('0', 64) || '"'), 'UTF8') where leaf_index = ${entryOf('consent_granted')}`,
    ],
    found: /^log_\S+ tile\/entries/,
  },
  {
    what: 'an entry is given an earlier moment',
    statements: [
      `update ledger_entry set at = at - interval '1 year', entry = convert_to(replace(convert_from(entry, 'UTF8'), '"at":"2026', '"at":"2025'), 'UTF8') where leaf_index = 6`,
    ],
    found: /^log_\S+ \S+ 6$/,
  },
  {
    what: 'an entry is hidden from the register of one person',
    statements: ["update ledger_entry set handle = null where kind = 'consent_granted'"],
    found: /^column_altered ledger_entry entry /,
    names: "select 'entry ' || leaf_index from ledger_entry where kind = 'consent_granted'",
  },
  {
    what: 'an entry is called another kind in the register',
    statements: ["update ledger_entry set kind = 'signed_in' where kind = 'consent_granted'"],
    found: /^column_altered ledger_entry entry /,
    names: "select 'entry ' || leaf_index from ledger_entry where kind = 'consent_granted'",
  },
  {
    what: 'an entry is removed',
    statements: [`delete from ledger_entry where leaf_index = ${entryOf('consent_granted')}`],
    found: /^row_not_vouched consent /,
  },
  {
    what: 'two entries change places',
    statements: [
      'create temporary table held as select leaf_index, entry from ledger_entry where leaf_index in (3, 4)',
      'update ledger_entry e set entry = h.entry from held h where e.leaf_index in (3, 4) and h.leaf_index = 7 - e.leaf_index',
    ],
    found: /^log_\S+ \S+ 3$/,
  },
  {
    what: 'the log is cut off at its end',
    statements: [
      'delete from ledger_entry where leaf_index >= (select max(leaf_index) - 2 from ledger_entry)',
    ],
    found: /^log_/,
  },
  {
    what: 'a tile is altered',
    statements: [`update ledger_tile set ${FLIP('bytes', 67)} where level = 0`],
    found: /^log_\S+ \S+ 2$/,
  },
  {
    what: 'a tile is removed',
    statements: ['delete from ledger_tile where level = 0'],
    found: /^log_/,
  },
  {
    what: 'the checkpoint claims a larger size',
    statements: [
      "update ledger_checkpoint set size = size + 1, note = regexp_replace(note, E'\\n\\\\d+\\n', E'\\n' || (size + 1) || E'\\n')",
    ],
    found: /^log_\S+ checkpoint/,
  },
  {
    what: 'the checkpoint is removed',
    statements: ['delete from ledger_checkpoint'],
    found: /^log_\S+ checkpoint/,
  },
  {
    what: 'an action that nobody did is put where actions wait',
    statements: [FORGED_ACTION("decode(repeat('00', 16), 'hex')")],
    found: /^action_forged action_inbox action 00000000-/,
  },
  {
    what: 'an action that nobody did is put there with the seal of one that was done',
    statements: [FORGED_ACTION('seal')],
    found: /^action_forged action_inbox action 00000000-/,
  },
  {
    what: 'an action that waits is led to another person',
    statements: ["update action_inbox set handle = 'x' || handle where handle is not null"],
    found: /^action_forged action_inbox action /,
    names: "select 'action ' || action_id from action_inbox where handle is not null",
  },
  {
    what: 'an action that waits is reworded',
    statements: [
      `update action_inbox set entry = convert_to(replace(convert_from(entry, 'UTF8'), '"role":"applicant"', '"role":"officer"'), 'UTF8') where convert_from(entry, 'UTF8') like '%"role":"applicant"%'`,
    ],
    found: /^action_forged action_inbox action /,
    names: `select 'action ' || action_id from action_inbox where convert_from(entry, 'UTF8') like '%"role":"applicant"%'`,
  },
  {
    what: 'an action is taken out of the inbox before it has its leaf',
    statements: ["delete from action_inbox where kind <> 'ledger_checked'"],
    found: /^row_not_vouched /,
  },
]
