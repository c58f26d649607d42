-- 0003 consents and applications: what the person allowed, asked for, and who got what.
-- Why:    a consent remembers the exact text shown (by hash) and has no default; a disclosure is
--         written before anything is sent.
-- Law:    94-V art. 7, 8, 10, 22(1)(5). Requirements: R-45, R-55 to R-62, L-1. Invariants I6, I9, I12.
-- breaking: no
create table consent_text (
  sha256      text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  control     text not null,
  language    text not null check (language in ('kk', 'ru', 'en')),
  policy_hash text not null,
  verbatim    text not null
);

create table consent (
  subject_id     uuid not null references subject,
  consent_id     uuid not null,
  control        text not null,
  purpose        text not null,
  operations     text[] not null,
  fields         text[] not null,
  recipient      text,
  channel        text,
  text_sha256    text not null references consent_text,
  language       text not null,
  policy_hash    text not null,
  policy_version int not null,
  confirmed_by   text not null check (confirmed_by in ('otp')),
  granted_at     timestamptz(3) not null,
  expires_at     timestamptz(3) not null,
  withdrawn_at   timestamptz(3),
  salt           text not null,
  primary key (subject_id, consent_id),
  check (expires_at > granted_at),
  check (withdrawn_at is null or withdrawn_at >= granted_at)
);

create table application (
  subject_id     uuid not null references subject,
  application_id uuid not null,
  number         text not null,
  amount_tenge   bigint not null check (amount_tenge > 0),
  term_days      int not null check (term_days > 0),
  language       text not null,
  state          text not null,
  reason         text,
  source         text not null,
  submitted_at   timestamptz(3) not null,
  changed_at     timestamptz(3) not null,
  salt           text not null,
  primary key (subject_id, application_id)
);
create unique index application_by_id on application (application_id, subject_id);
create index application_recent on application (submitted_at desc, application_id desc);
create index application_state on application (state, submitted_at desc, application_id desc);

create table disclosure (
  subject_id     uuid not null references subject,
  disclosure_id  uuid not null,
  application_id uuid not null,
  recipient      text not null,
  consent_id     uuid not null,
  fields         text[] not null,
  state          text not null,
  reason         text,
  reference      text,
  place          int not null,
  attempt        int not null,
  due_at         timestamptz(3),
  planned_at     timestamptz(3) not null,
  sent_at        timestamptz(3),
  changed_at     timestamptz(3) not null,
  salt           text not null,
  primary key (subject_id, disclosure_id),
  unique (subject_id, application_id, recipient)
);
create index disclosure_due on disclosure (due_at) where due_at is not null;
create index disclosure_by_id on disclosure (disclosure_id);
create index disclosure_application on disclosure (application_id);

create table outcome (
  subject_id    uuid not null references subject,
  disclosure_id uuid not null,
  event_id      text not null,
  kind          text not null,
  occurred_at   timestamptz(3) not null,
  received_at   timestamptz(3) not null,
  salt          text not null,
  primary key (subject_id, disclosure_id, event_id)
);

create table notice (
  subject_id    uuid not null references subject,
  notice_id     uuid not null,
  disclosure_id uuid not null,
  recipient     text not null,
  kind          text not null check (kind in ('withdrawn', 'destroy')),
  state         text not null check (state in ('planned', 'acknowledged', 'confirmed')),
  attempt       int not null,
  due_at        timestamptz(3),
  deadline_at   timestamptz(3) not null,
  planned_at    timestamptz(3) not null,
  confirmed_at  timestamptz(3),
  salt          text not null,
  primary key (subject_id, notice_id)
);
create index notice_due on notice (due_at) where due_at is not null;
create index notice_by_id on notice (notice_id);


grant select, insert, update, delete on consent, application, disclosure, outcome, notice to kelisim_app;
grant select, insert on consent_text to kelisim_app;
