-- 0050 register: who did what to whose data, for whom and why, found at any size of the ledger.
-- Why:    art. 22(1)(5) wants each action registered; a register that cannot be asked is a pile. The columns are made by
--         the database from the bytes of the entry, so that none can say anything else than the entry. They are read as
--         text and not as JSON: bytes that were tampered with must still be stored and found by the audit.
-- Rows:   a string value escapes its quotes, so `"operation":"` stands only where a member of that name begins.
-- Law:    94-V art. 22(1)(5). Requirements: R-84, R-85.
-- breaking: no
alter table ledger_entry
  add column actor text generated always as
    (nullif(split_part(split_part(encode(entry, 'escape'), '{"actor":{"id":"', 2), '"', 1), '')) stored,
  add column operation text generated always as
    (nullif(split_part(split_part(encode(entry, 'escape'), '"operation":"', 2), '"', 1), '')) stored,
  add column purpose text generated always as
    (nullif(split_part(split_part(encode(entry, 'escape'), '"purpose":"', 2), '"', 1), '')) stored,
  add column recipient text generated always as
    (coalesce(nullif(split_part(split_part(encode(entry, 'escape'), '"recipient":"', 2), '"', 1), ''),
       case when position('","role":"recipient"}' in encode(entry, 'escape')) > 0
         then nullif(split_part(split_part(encode(entry, 'escape'), '{"actor":{"id":"', 2), '"', 1), '') end)) stored;

create index ledger_entry_at on ledger_entry (at, leaf_index);
create index ledger_entry_actor on ledger_entry (actor, at, leaf_index);
create index ledger_entry_operation on ledger_entry (operation, at, leaf_index) where operation is not null;
create index ledger_entry_purpose on ledger_entry (purpose, at, leaf_index) where purpose is not null;
create index ledger_entry_recipient on ledger_entry (recipient, at, leaf_index) where recipient is not null;
create index ledger_entry_refused on ledger_entry (at, leaf_index) where kind = 'refused';
