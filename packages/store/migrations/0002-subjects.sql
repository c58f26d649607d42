-- 0002 subjects: a person's values are sealed under the person's own key.
-- Why:    destroying the key destroys the values everywhere; a blind index finds a person without
--         holding the number that identifies them.
-- Law:    94-V art. 12, 18, 22. Requirements: R-34, R-37, R-99. Invariants I4, I5.
-- Rows:   `salt` hides a row's content from whoever holds only its commitment in the ledger.
-- breaking: no
create table subject (
  subject_id   uuid primary key,
  state        text not null check (state in ('live', 'blocked', 'restricted', 'destroyed')),
  categories   text[] not null,
  key_version  int not null check (key_version > 0),
  created_at   timestamptz(3) not null,
  changed_at   timestamptz(3) not null,
  destroyed_at timestamptz(3),
  salt         text not null,
  check ((state = 'destroyed') = (destroyed_at is not null))
);

create table identity_link (
  kind        text not null check (kind in ('phone', 'iin')),
  blind_index bytea not null check (octet_length(blind_index) = 16),
  subject_id  uuid not null,
  salt        text not null,
  primary key (kind, blind_index)
);
create index identity_link_subject on identity_link (subject_id);

create table box (
  subject_id   uuid not null references subject,
  box          text not null,
  version      int not null check (version > 0),
  sealed       bytea not null,
  fields       text[] not null,
  source       text not null,
  written_at   timestamptz(3) not null,
  retain_until timestamptz(3) not null,
  salt         text not null,
  primary key (subject_id, box)
);
create index box_retain_until on box (retain_until);

-- Kept apart from the boxes: its own schema, so that the ordinary backup can leave it out.
create schema keys;
create table keys.subject_key (
  subject_id  uuid primary key,
  key_version int not null,
  epoch       int not null,
  wrapped     bytea not null
);
create index subject_key_epoch on keys.subject_key (epoch);

-- No key may be wrapped under an epoch below this: a process that has not read the newest keyring
-- yet must not write a key that the rotation is about to make unreadable.
create table keys.epoch_floor (
  only_one boolean primary key default true check (only_one),
  epoch    int not null
);
insert into keys.epoch_floor (epoch) values (0);

create table destruction (
  subject_id   uuid not null,
  act          text not null,
  ground       text not null,
  fields       text[] not null,
  boxes        int not null,
  by_role      text not null,
  destroyed_at timestamptz(3) not null,
  horizon_at   timestamptz(3) not null,
  salt         text not null,
  primary key (subject_id, act)
);

grant usage on schema keys to kelisim_app;
grant select, insert, update, delete on subject, identity_link, box, keys.subject_key to kelisim_app;
grant select, insert on destruction to kelisim_app;
grant select, update on keys.epoch_floor to kelisim_app;
