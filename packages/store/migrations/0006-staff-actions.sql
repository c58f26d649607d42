-- 0006 staff actions: what did one member of staff do? Read by an index, at any size of the ledger.
-- Why:    an entry is canonical JSON, so it begins with its actor: `{"actor":{"id":"`, 16 bytes, and a
--         staff id is 36. The index reads those bytes, so no column can say anything else than the entry.
-- Rows:   only actors with an id of that length; the program and the person themselves are `self`.
-- Requirements: R-84, R-85.
-- breaking: no
create index ledger_entry_staff on ledger_entry (substring(entry from 1 for 53), action_id desc)
  where substring(entry from 53 for 1) = '\x22' and substring(entry from 17 for 5) <> '\x73656c6622';
