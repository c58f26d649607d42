-- 0030 lean inbox: an action on its way to the ledger is written with one index, not two.
-- Why:    the sequencer empties the inbox ten times a second, so what waits in it is found as soon without
--         an index by person; every look and every change paid for it, in time and in write-ahead log.
-- Law:    94-V art. 22(1)(5). Requirements: R-85. Invariants I2.
-- breaking: no
drop index action_inbox_handle;
