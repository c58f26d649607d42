-- 0075 staff by column: what a member of staff did is found by the column that everybody's is found by.
-- Why:    the column of the actor (0050) holds what the index of 0006 reads out of the bytes; the sequencer wrote both. With the
--         kind in it, how many actions somebody did, and how many were refused, is counted without a look at the entries.
-- Rows:   where actions wait there is no column; they are few, and read as they lie.
-- Requirements: R-84, R-85.
-- breaking: no
drop index ledger_entry_staff;
drop index ledger_entry_actor;
create index ledger_entry_actor on ledger_entry (actor, at, leaf_index) include (kind);
