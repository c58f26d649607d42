-- 0039 holds: who ordered that a person's data outlive their term, on what ground, until when.
-- Why:    a hold puts destruction off and never prolongs processing; it always ends by itself, so nobody has to
--         remember it. What a person demanded meanwhile waits as a request of its own.
-- Law:    DC art. 41(3), 41(4); 94-V art. 9(1), 18; 191-IV art. 11(4). Requirements: R-36, R-48, R-67.
-- breaking: no
create table hold (
  subject_id uuid not null references subject,
  hold_id    uuid not null,
  kind       text not null check (kind in ('court', 'authorised_body', 'dispute', 'aml')),
  law        text not null,
  document   text not null check (length(document) between 1 and 80),
  set_by     text not null,
  set_at     timestamptz(3) not null,
  review_at  timestamptz(3) not null,
  until_at   timestamptz(3) not null,
  lifted_at  timestamptz(3),
  lifted_by  text,
  salt       text not null,
  primary key (subject_id, hold_id),
  check (until_at > set_at),
  check (review_at > set_at and review_at <= until_at),
  check ((lifted_at is null) = (lifted_by is null))
);
-- The rows a decision asks for, and the desk's list.
create index hold_standing on hold (subject_id, until_at) where lifted_at is null;
create index hold_by_id on hold (hold_id);
create index hold_until on hold (until_at desc, hold_id desc);
-- Whose destruction waits: looked at in each round, and there are few.
create index subject_restricted on subject (subject_id) where state = 'restricted';
-- The officer names a person by the number of their application.
create index application_number on application (number);

alter table request drop constraint request_kind_check;
alter table request add constraint request_kind_check check (kind in ('block', 'correct', 'destroy'));

grant select, insert, update on hold to kelisim_app;
