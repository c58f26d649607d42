-- 0052 ledger grows: tiles and the checkpoint only ever grow, also for who owns the tables.
-- Why:    a full tile never changes, a partial one keeps its hashes, and of one size there is one checkpoint. The owner
--         may still switch a trigger off, and is then found by the audit and the witnesses; a slip of the hand is refused.
-- Law:    94-V art. 22(1)(1), 22(1)(5). Requirements: R-82, R-85. Invariants I3, I7. Source: C2SP tlog-tiles.
-- breaking: no
create function ledger_tile_grows() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and (new.level, new.tile_index) = (old.level, old.tile_index)
      and new.width > old.width and substr(new.bytes, 1, old.width * 32) = old.bytes then
    return new;
  end if;
  raise exception 'a tile of the ledger only grows' using errcode = 'insufficient_privilege';
end $$;
create trigger ledger_tile_grows before update or delete on ledger_tile
  for each row execute function ledger_tile_grows();
create trigger ledger_tile_no_truncate before truncate on ledger_tile
  for each statement execute function refuse_change();

create function ledger_checkpoint_grows() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  -- Another signature over the same text says nothing else.
  if tg_op = 'UPDATE' and (new.size > old.size or new.size = old.size
      and split_part(new.note, E'\n\n', 1) = split_part(old.note, E'\n\n', 1)) then
    return new;
  end if;
  raise exception 'the checkpoint of the ledger only grows' using errcode = 'insufficient_privilege';
end $$;
create trigger ledger_checkpoint_grows before update or delete on ledger_checkpoint
  for each row execute function ledger_checkpoint_grows();
create trigger ledger_checkpoint_no_truncate before truncate on ledger_checkpoint
  for each statement execute function refuse_change();

-- Nobody who can make a temporary table may put it in the place of the one that a guard asks.
alter function policy_rule_guard() set search_path = pg_catalog, public, pg_temp;
alter function policy_judges_consents() set search_path = pg_catalog, public, pg_temp;
alter function policy_judges_consent() set search_path = pg_catalog, public, pg_temp;
alter function policy_judges_boxes() set search_path = pg_catalog, public, pg_temp;
alter function policy_judges_box() set search_path = pg_catalog, public, pg_temp;
alter function policy_judges_disclosures() set search_path = pg_catalog, public, pg_temp;
alter function policy_judges_disclosure() set search_path = pg_catalog, public, pg_temp;
alter function policy_judges_staff() set search_path = pg_catalog, public, pg_temp;
