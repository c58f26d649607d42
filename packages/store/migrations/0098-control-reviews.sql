-- 0098 control reviews: when each control of the protection was looked at, by whom, and what came of it.
-- Why:    the protection is developed on standards and reviewed at least once in twelve months; a review that is late is a
--         finding, and what was improved stays to be read.
-- Rows:   one for each review, never changed; the newest of a control is the one that counts.
-- Law:    94-V art. 22(1), 25(2)(2). Requirement: R-73. Decision 0148.
-- breaking: no
create table control_review (
  review_id   uuid primary key,
  control     text not null,
  outcome     text not null check (outcome in ('stands', 'improved', 'gap')),
  words       text,
  reviewed_by uuid not null,
  reviewed_at timestamptz(3) not null,
  salt        text not null,
  check (outcome = 'stands' or words is not null)
);
create index control_review_newest on control_review (control, reviewed_at desc);
create trigger control_review_append_only before update or delete on control_review
  for each row execute function refuse_change();

grant select, insert on control_review to kelisim_app;
