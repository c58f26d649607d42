-- 0040 acts of destruction: what was destroyed, when, on what ground, and when the last copy is dead.
-- Why:    one act covers one demand or one run of the program; its parts name fields and counts, never values.
--         An act without `made_at` was begun by a run that died: the next run goes on with it.
-- Law:    94-V art. 12(2), 18, 25(2)(4). Requirements: R-35, R-65, R-66, R-99. Invariants I5, I12.
-- breaking: no
create table destruction_act (
  act_id     uuid primary key,
  year       int not null,
  ordinal    int not null check (ordinal > 0),
  grounds    text[] not null,
  laws       text[] not null,
  persons    int not null,
  boxes      int not null,
  records    int not null,
  fields     text[] not null,
  media      text[] not null,
  by_role    text not null,
  by_id      text not null,
  began_at   timestamptz(3) not null,
  made_at    timestamptz(3),
  horizon_at timestamptz(3),
  salt       text not null,
  unique (year, ordinal),
  check ((made_at is null) = (horizon_at is null))
);
create index destruction_act_open on destruction_act (began_at) where made_at is null;
create index destruction_act_made on destruction_act (made_at desc, act_id desc) where made_at is not null;

create table destroyed_part (
  subject_id   uuid not null,
  part_id      uuid not null,
  act_id       uuid not null,
  ground       text not null check (ground in ('request', 'term', 'hold_ended')),
  law          text not null,
  whole        boolean not null,
  fields       text[] not null,
  boxes        int not null,
  records      int not null,
  destroyed_at timestamptz(3) not null,
  horizon_at   timestamptz(3) not null,
  salt         text not null,
  primary key (subject_id, part_id)
);
create index destroyed_part_act on destroyed_part (act_id, part_id);
create index destroyed_part_by_id on destroyed_part (part_id);

-- What was kept after a destruction because recipients had still to confirm: it goes once they have.
create table remains (
  subject_id uuid primary key,
  due_at     timestamptz(3) not null
);
create index remains_due on remains (due_at);

-- Which action tells of an act, or of one person's part of it: the way to its proof.
create table act_action (
  act_id    uuid primary key,
  action_id uuid not null
);
-- The calendar of what falls due counts consents by their end.
create index consent_ending on consent (expires_at) where withdrawn_at is null;

grant delete on outcome, notice, disclosure to kelisim_app;
grant select, insert, update on destruction_act to kelisim_app;
grant select, insert on act_action to kelisim_app;
grant select, insert on destroyed_part to kelisim_app;
grant select, insert, update, delete on remains to kelisim_app;
