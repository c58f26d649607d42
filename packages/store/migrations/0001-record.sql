-- 0001 record: what is done to personal data is written down before it takes effect.
-- Why:    an action stands in the inbox in the transaction of the action itself; one sequencer gives
--         it a place in the ledger. The application may add entries and read them, never change them.
-- Law:    94-V art. 22(1)(5). Requirements: R-85. Invariants I2, I3.
-- breaking: no
do $$
begin
  if not exists (select from pg_roles where rolname = 'kelisim_app') then
    create role kelisim_app nologin;
  end if;
end $$;
grant kelisim_app to current_user;

create table action_inbox (
  action_id uuid primary key,
  handle    text,
  kind      text not null,
  at        timestamptz(3) not null,
  entry     bytea not null check (octet_length(entry) between 2 and 16384)
);

create table ledger_entry (
  leaf_index bigint primary key check (leaf_index >= 0),
  action_id  uuid not null unique,
  handle     text,
  kind       text not null,
  at         timestamptz(3) not null,
  entry      bytea not null
);
create index ledger_entry_handle on ledger_entry (handle, leaf_index desc) where handle is not null;
create index action_inbox_handle on action_inbox (handle) where handle is not null;

create table ledger_tile (
  level      int not null check (level between 0 and 5),
  tile_index bigint not null,
  width      int not null check (width between 1 and 256),
  bytes      bytea not null check (octet_length(bytes) = width * 32),
  primary key (level, tile_index)
);

create table ledger_checkpoint (
  only_one  boolean primary key default true check (only_one),
  size      bigint not null,
  note      text not null,
  signed_at timestamptz(3) not null
);

-- A second lock besides privileges: no statement may change the past.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger ledger_entry_append_only before update or delete on ledger_entry
  for each row execute function refuse_change();
create trigger ledger_entry_no_truncate before truncate on ledger_entry
  for each statement execute function refuse_change();

grant select, insert, delete on action_inbox to kelisim_app;
grant select, insert on ledger_entry to kelisim_app;
grant select, insert, update on ledger_tile, ledger_checkpoint to kelisim_app;
