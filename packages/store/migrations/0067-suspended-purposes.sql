-- 0067 suspended purposes: processing that the officer stopped until they say that it goes on.
-- Why:    a purpose that turns out to touch people's rights is stopped at once; every decision reads this table.
-- Rows:   one for each purpose that was ever stopped; `suspended_at` is null again when it goes on. Never removed.
-- Law:    94-V art. 5(1). Requirement: R-5. Decision 0107.
-- breaking: no
create table purpose_state (
  purpose      text primary key,
  suspended_at timestamptz(3),
  reason       text,
  salt         text not null,
  check ((suspended_at is null) = (reason is null))
);

grant select, insert, update on purpose_state to kelisim_app;
