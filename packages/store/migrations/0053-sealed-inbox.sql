-- 0053 sealed inbox: an action that waits for its place is sealed under the key file.
-- Why:    between its commit and its leaf an action is a row like any other. Whoever may write rows could put in one that
--         nobody did, with the commitments of a forged row in it, and the ledger would have signed it.
-- Rows:   none may wait, because what waits has no seal. The program before this one places what waits within a second of
--         its start; so does each of its commands.
-- Law:    94-V art. 22(1)(5). Requirements: R-82, R-85. Invariants I2, I3, I7.
-- breaking: yes, an earlier program writes no seal
do $$
begin
  if exists (select from action_inbox) then
    raise exception 'actions wait for their place: start the program of before once more, and stop it after a second';
  end if;
end $$;
alter table action_inbox add column seal bytea not null check (octet_length(seal) = 16);
