-- 0033 door: a key or a box is shown to the application only of a person whom this transaction has announced.
-- Why:    whoever gets hold of the application's password asks for everybody at once: `select * from box` gives nothing,
--         nor do `copy`, a join or a dump. The announcement names at most as many people as share one commit.
-- Not:    a lock against whoever knows of it: who may announce one person may announce the next (decision 0072).
-- Rows:   what is held of whom since when and until when stands in `box_outline`, without what is sealed.
-- Law:    94-V art. 22(1)(1), 22(1)(2). Requirements: R-34, R-81, R-84. Invariant I1.
-- breaking: yes, an earlier program announces nobody and finds no box
-- Sixty-four ids take 2,369 characters; what is cut off behind them is no list any more and fails.
create function announced_persons() returns uuid[] language sql stable parallel safe as $$
  select left(nullif(current_setting('kelisim.persons', true), ''), 2369)::uuid[]
$$;

create view box_outline as
  select subject_id, box, version, fields, source, written_at, retain_until from box;
grant select on box_outline to kelisim_app;

-- The sub-select makes the list once for a statement, not once for a row.
alter table box enable row level security;
create policy box_announced_read on box for select to kelisim_app
  using (subject_id = any ((select announced_persons())::uuid[]));
create policy box_announced_write on box for update to kelisim_app
  using (subject_id = any ((select announced_persons())::uuid[]));
create policy box_announced_remove on box for delete to kelisim_app
  using (subject_id = any ((select announced_persons())::uuid[]));
create policy box_new on box for insert to kelisim_app with check (true);
create policy box_whole on box for select to kelisim_auditor, kelisim_backup using (true);

alter table keys.subject_key enable row level security;
create policy key_announced_read on keys.subject_key for select to kelisim_app
  using (subject_id = any ((select public.announced_persons())::uuid[]));
create policy key_announced_remove on keys.subject_key for delete to kelisim_app
  using (subject_id = any ((select public.announced_persons())::uuid[]));
create policy key_new on keys.subject_key for insert to kelisim_app with check (true);
create policy key_whole on keys.subject_key for select to kelisim_keeper, kelisim_backup using (true);
create policy key_wrap on keys.subject_key for update to kelisim_keeper using (true);
