-- 0093 index versions: the key of the blind indexes is changed each year, while people are served.
-- Why:    whoever once had the key and a copy of the table could try all phones and IINs. With a new key the copy is worth nothing.
--         While it changes, every link is written under both keys, so two first visits at once still end as one person
--         (the older link is unique, later the newer one). A process that does not know the newest key, or still writes
--         under one that has ended, asks for this floor in the statement that writes, fails, and reads its keys anew.
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
grant select on keys.index_floor to kelisim_app, kelisim_backup;
grant select, update on keys.index_floor to kelisim_keeper;
