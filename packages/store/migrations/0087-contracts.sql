-- 0087 contracts: to which contract is a person party (here: principal), beneficiary or guarantor, with whom, from when until when.
-- Why:    what is kept for a contract ends with it, and where the contract itself sets a term of keeping, a destruction
--         that falls due before that restricts instead (a hold of the same id). Requisites only: no sum, no copy.
-- Law:    94-V art. 8(2), 8(5), 18, 25(2)(4). Requirements: R-12, R-36, R-56.
-- breaking: no
create table contract (
  subject_id  uuid not null references subject,
  contract_id uuid not null,
  number      text not null check (length(number) between 1 and 80),
  side       text not null,
  role        text not null check (role in ('principal', 'beneficiary', 'guarantor')),
  starts_at   timestamptz(3) not null,
  until_at    timestamptz(3) not null,
  entered_by  text not null,
  entered_at  timestamptz(3) not null,
  ended_at    timestamptz(3),
  ended_by    text,
  salt        text not null,
  primary key (subject_id, contract_id),
  check (until_at > starts_at),
  check ((ended_at is null) = (ended_by is null))
);
create index contract_by_id on contract (contract_id);
-- The desk's list.
create index contract_until on contract (until_at desc, contract_id desc);

alter table hold drop constraint hold_kind_check;
alter table hold add constraint hold_kind_check
  check (kind in ('court', 'authorised_body', 'dispute', 'aml', 'contract'));

grant select, insert, update, delete on contract to kelisim_app;
