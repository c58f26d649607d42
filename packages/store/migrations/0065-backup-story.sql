-- 0065 backup story: the few entries about backups, drills and restorations, found at any size of the ledger.
-- Why:    the person responsible asks how old the newest backup is; the ledger knows, but has millions of other entries.
-- Rows:   a partial index of the kinds that a day has a handful of; other entries pay for the look at their kind alone.
-- Law:    94-V art. 22(1)(3). Requirements: R-81, R-83.
-- breaking: no
create index ledger_entry_backups on ledger_entry (kind, leaf_index desc)
  where kind in ('backup_begun', 'data_restored', 'ledger_checked');
