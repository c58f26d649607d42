-- 0014 requests: what a person demanded (to block, to correct), by when it is due, and how it ended.
-- Why:    a demand has a clock of the law, so it is a row of its own; a value that waits for its proof stays
--         sealed under the person's key and leaves the row with the decision.
-- Law:    94-V art. 1(3), 24(1)(2), 24(1)(3), 25(2)(8). Requirements: R-38, R-40, R-41, R-43. DL-03, DL-04, DL-06.
-- breaking: no
create table request (
  subject_id  uuid not null references subject,
  request_id  uuid not null,
  kind        text not null check (kind in ('block', 'correct')),
  field       text,
  sealed      text,
  state       text not null check (state in ('open', 'done', 'refused')),
  ground      text,
  evidence    text,
  by_role     text not null,
  received_at timestamptz(3) not null,
  deadline_at timestamptz(3) not null,
  decided_by  text,
  decided_at  timestamptz(3),
  salt        text not null,
  primary key (subject_id, request_id),
  check ((kind = 'correct') = (field is not null)),
  check (sealed is null or state = 'open'),
  check ((state = 'open') = (decided_at is null))
);
create index request_open on request (deadline_at, request_id) where state = 'open';
create index request_by_id on request (request_id);

alter table notice drop constraint notice_kind_check;
alter table notice add constraint notice_kind_check
  check (kind in ('withdrawn', 'destroy', 'block', 'unblock', 'corrected'));

grant select, insert, update, delete on request to kelisim_app;
