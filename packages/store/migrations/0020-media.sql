-- 0020 media: every disk, volume or folder that a backup may go to, with place, custodian and what became of it.
-- Why:    a copy of personal data on a medium that nobody accounts for cannot be destroyed; so a backup goes to
--         a registered medium inside Kazakhstan and nowhere else. A row is never removed: the account stays.
-- Law:    94-V art. 12(2), 18, 22(1). Requirements: R-81, L-6.
-- breaking: no
create table medium (
  medium_id     uuid primary key,
  name          text not null,
  region        text not null check (region ~ '^KZ-[0-9]{2}$'),
  place         text not null,
  custodian     text not null,
  key_id        text not null,
  state         text not null check (state in ('in_use', 'issued', 'destroyed')),
  registered_at timestamptz(3) not null,
  issued_at     timestamptz(3),
  issued_to     text,
  returned_at   timestamptz(3),
  destroyed_at  timestamptz(3),
  act           text,
  salt          text not null,
  check ((state = 'issued') = (issued_to is not null)),
  check ((state = 'destroyed') = (destroyed_at is not null and act is not null))
);

grant select, insert, update on medium to kelisim_app;
