-- 0036 detection: incidents, what was done about each, what was stopped at once, and how far the watch has read.
-- Why:    unauthorised access is found and acted upon within minutes; every step is an action, so these rows are audited.
--         How far the watch has read, and what processes saw, schedules work and proves nothing.
-- Law:    94-V art. 22(1)(2), 22(1)(3), 25(2)(8). Requirements: R-82, L-3. Deadline: DL-07.
-- breaking: no
create table incident (
  incident_id        uuid primary key,
  number             text not null,
  rule               text not null,
  actor_role         text,
  actor_id           text,
  about              text,
  first_at           timestamptz(3) not null,
  last_at            timestamptz(3) not null,
  found              bigint not null,
  people             bigint not null,
  discovered_at      timestamptz(3) not null,
  discovered_by      text not null,
  body_due_at        timestamptz(3) not null,
  body_strict_at     timestamptz(3),
  people_due_at      timestamptz(3) not null,
  contained_at       timestamptz(3),
  assessed_at        timestamptz(3),
  body_notified_at   timestamptz(3),
  people_notified_at timestamptz(3),
  closed_at          timestamptz(3),
  salt               text not null
);
-- One incident of a rule, an actor and a person is open at a time: what goes on makes it grow.
create unique index incident_open on incident (rule, coalesce(actor_id, ''), coalesce(about, ''))
  where closed_at is null and rule <> 'by_hand';

create table incident_step (
  incident_id uuid not null,
  step_id     uuid not null,
  step        text not null,
  text        text not null,
  by_role     text not null,
  by_id       text not null,
  at          timestamptz(3) not null,
  salt        text not null,
  primary key (incident_id, step_id)
);

create table containment (
  containment_id uuid primary key,
  incident_id    uuid not null,
  kind           text not null check (kind in ('end_sessions', 'lock_account')),
  staff_id       uuid not null,
  at             timestamptz(3) not null,
  lifted_at      timestamptz(3),
  lifted_by      text,
  reason         text,
  salt           text not null,
  check ((lifted_at is null) = (reason is null))
);
create index containment_staff on containment (staff_id);

create table detection_state (
  only_one   boolean primary key default true check (only_one),
  position   bigint not null check (position >= 0),
  epoch      bigint not null,
  rules_hash text not null,
  looked_at  timestamptz(3) not null
);

-- What a process saw that no action tells: consumed by the watch.
create table signal (
  signal_id uuid primary key,
  kind      text not null check (kind in ('tampered', 'key_unknown')),
  at        timestamptz(3) not null
);

grant select, insert, update on incident, containment, detection_state to kelisim_app;
grant select, insert on incident_step to kelisim_app;
grant select, insert, delete on signal to kelisim_app;
