-- 0097 attestations: what a recipient said, and signed, of what it uses the data for.
-- Why:    whoever received data uses them only for the purposes of its agreement; that is asked of each at set times, and
--         one that says it deviates is suspended in the same transaction.
-- Rows:   one for each statement, never changed; the newest by its day is the one that counts.
-- Law:    94-V art. 10(1), 14. Requirements: R-61, R-71. Decision 0147.
-- breaking: no
create table attestation (
  attestation_id uuid primary key,
  recipient      text not null,
  document       text not null check (length(document) between 1 and 80),
  signed_on      text not null check (signed_on ~ '^\d{4}-\d\d-\d\d$'),
  said           text not null check (said in ('conforms', 'deviates')),
  words          text,
  agreement      text not null,
  policy_version bigint not null,
  entered_by     uuid not null,
  entered_at     timestamptz(3) not null,
  salt           text not null,
  check (said = 'conforms' or words is not null)
);
create index attestation_newest on attestation (recipient, signed_on desc, entered_at desc);
create trigger attestation_append_only before update or delete on attestation
  for each row execute function refuse_change();

grant select, insert on attestation to kelisim_app;
