-- 0093 index versions: the key of the blind indexes is changed each year, while people are served.
-- Why:    whoever once had the key and a copy of the table could try all phones and IINs. With a new key the copy is worth nothing.
--         While it changes, every link is written under both keys, so two first visits at once still end as one person
--         (the older link is unique, later the newer one). A process that does not know the newest key, or still writes
--         under one that has ended, writes no link and reads its keys anew (serialization failure: it tries again).
-- Rows:   `index_version` proves nothing, the index does: it is no part of a row's commitment.
--         `newest`, `oldest`: what a link must and may be written under. `cleared`: every link stands under that version, and none under an older one.
-- Law:    94-V art. 22. Requirements: R-34, R-37, R-99. Invariant I12. Decision 0128.
-- breaking: no
alter table identity_link add column index_version int not null default 1 check (index_version > 0);

create table keys.index_floor (
  only_one boolean primary key default true check (only_one),
  newest   int not null,
  oldest   int not null,
  cleared  int not null,
  begun_at timestamptz(3) not null,
  check (cleared <= oldest and oldest <= newest)
);
insert into keys.index_floor (newest, oldest, cleared, begun_at) values (1, 1, 1, now());
grant select on keys.index_floor to kelisim_app, kelisim_auditor, kelisim_backup;
grant select, update on keys.index_floor to kelisim_keeper;

create function identity_link_guard() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    select from fresh, keys.index_floor floor
    where fresh.index_version < floor.oldest or not exists (
      select from fresh newest where newest.subject_id = fresh.subject_id and newest.kind = fresh.kind
        and newest.index_version >= floor.newest)
  ) then
    raise exception 'a link under an index key that is not the newest' using errcode = 'serialization_failure';
  end if;
  return null;
end $$;
create trigger identity_link_guard after insert on identity_link
  referencing new table as fresh for each statement execute function identity_link_guard();
