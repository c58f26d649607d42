-- 0032 second lock: each thing the program does is done by a role of its own that can do nothing else.
-- Why:    whoever gets into the application, or gets hold of its password, must not be able to write the ledger,
--         to take an action out of the inbox, or to change how a key is wrapped.
-- Roles:  kelisim_app        what people and clocks do; no ledger, no keys in bulk
--         kelisim_sequencer  inbox to ledger, tiles, checkpoints, cosignatures
--         kelisim_auditor    reads what the ledger vouches for; writes nothing; no key
--         kelisim_keeper     rotates keys; reads nothing of a person but the key and whether they were destroyed
--         kelisim_backup     reads what a backup takes; writes nothing
--         the owner of the tables migrates and restores, and no process that serves anybody logs in as the owner.
-- Law:    94-V art. 22(1)(1), 22(1)(5). Requirements: R-81, R-84, R-85. Invariants I2, I3, I7.
-- breaking: yes, the sequencer of an earlier program writes as kelisim_app
do $$
declare
  name text;
begin
  foreach name in array array['kelisim_sequencer', 'kelisim_auditor', 'kelisim_keeper', 'kelisim_backup'] loop
    begin
      if not exists (select from pg_roles where rolname = name) then
        execute format('create role %I nologin', name);
        execute format('grant %I to current_user', name);
      end if;
    exception
      -- Another database of this cluster is being made at the same time: roles are shared by all of them.
      when duplicate_object or unique_violation then null;
    end;
  end loop;
end $$;

-- The ledger is written by one role only.
revoke insert on ledger_entry from kelisim_app;
revoke insert, update on ledger_tile, ledger_checkpoint, ledger_witnessed from kelisim_app;
-- A person may clear a witness's alarm; the witness raises it again if it still disagrees.
revoke insert on ledger_witness from kelisim_app;
revoke delete on action_inbox from kelisim_app;
grant select, delete on action_inbox to kelisim_sequencer;
grant select, insert on ledger_entry to kelisim_sequencer;
grant select, insert, update on ledger_tile, ledger_checkpoint, ledger_witnessed, ledger_witness to kelisim_sequencer;

-- A key is made and destroyed by the application and wrapped anew by the keeper.
revoke update on keys.subject_key, keys.epoch_floor from kelisim_app;
grant usage on schema keys to kelisim_keeper, kelisim_backup;
grant select, update on keys.subject_key, keys.epoch_floor to kelisim_keeper;
grant select (subject_id) on destruction to kelisim_keeper;

-- They read every table that there is and that will come, but not what passes (sessions, codes, answers to repeated
-- calls, attempts to sign in) and not the keys. tests/granted.ts makes somebody decide for each new table.
grant select on all tables in schema public to kelisim_auditor, kelisim_backup;
alter default privileges in schema public grant select on tables to kelisim_auditor, kelisim_backup;
revoke select on session, code_challenge, idempotency, staff_attempt from kelisim_auditor, kelisim_backup;
grant select on keys.subject_key, keys.epoch_floor to kelisim_backup;

-- Nobody who can make a temporary table may put it in the place of the one that a guard asks.
alter function policy_edition_guard() set search_path = pg_catalog, public, pg_temp;
alter function policy_version_guard() set search_path = pg_catalog, public, pg_temp;
