-- 0066 depersonalised: figures that lead to nobody, and how many people stand behind each.
-- Why:    a figure stands for at least as many people as the policy says and has no way back: no id of a person, no moment of
--         theirs, no row for one person. All figures of a run come in one transaction, in an order that follows from
--         their words, so neither their place in the file nor their transaction tells who is behind which.
-- Rows:   `counted` says that somebody was counted already, so that nobody is twice; not in which figure. It goes with them.
-- Law:    94-V art. 1(7), 17(1). Requirements: R-15, R-36, R-96, O-15. Invariant I12.
-- breaking: no
create table depersonalisation (
  act_id      uuid primary key,
  purpose     text not null,
  period      int not null,
  policy_hash text not null,
  persons_min int not null check (persons_min > 1),
  fields      text[] not null,
  persons     int not null check (persons >= 0),
  figures     int not null check (figures >= 0),
  made_at     timestamptz(3) not null,
  salt        text not null,
  unique (purpose, period)
);

create table depersonalised_figure (
  act_id  uuid not null,
  ordinal int not null check (ordinal > 0),
  step    int not null check (step >= 0),
  traits  text[] not null,
  persons int not null check (persons > 1),
  salt    text not null,
  primary key (act_id, ordinal)
);

create table counted (
  subject_id uuid not null,
  purpose    text not null,
  primary key (subject_id, purpose)
);

grant select, insert on depersonalisation, depersonalised_figure to kelisim_app;
grant select, insert, delete on counted to kelisim_app;
