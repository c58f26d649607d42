-- 0007 reach: questions asked all day find their rows by an index; the application keeps no right it has no use for.
-- Why:    at ten thousand entries about one person their feed and their receipts are still a few reads;
--         rotation and sweeping touch the rows concerned and no others.
-- Law:    94-V art. 22(1). Requirements: R-35, R-84, R-85, R-99. Invariants I5, I7.
-- breaking: no
create index ledger_entry_feed on ledger_entry (handle, action_id desc) where handle is not null;
drop index ledger_entry_handle;
create index ledger_entry_granted on ledger_entry (handle, leaf_index desc)
  where kind = 'consent_granted';
create index session_expires on session (expires_at);
create index code_challenge_created on code_challenge (created_at);

-- A subject stays as a mark, a transfer stays as evidence, an outcome and a link are never rewritten.
revoke delete on subject, disclosure, outcome, notice from kelisim_app;
revoke update on outcome, identity_link from kelisim_app;
