-- 0069 recipient containment: what was stopped for an organisation, and what it reported of itself.
-- Why:    a careless or hostile recipient is stopped like a member of staff: at once, in the ledger, until an officer says
--         why it goes on. A key is named by a hash of the secret, which is random bytes, never by the secret.
-- Rows:   a signal may say whom a wrong signature speaks of; it proves nothing of that organisation.
-- Law:    94-V art. 10, 22(1)(2), 22(1)(3), 25(2)(8). Requirements: R-60, R-64, R-82. Deadline: DL-07. Decision 0113.
-- breaking: no
create table recipient_containment (
  containment_id uuid primary key,
  incident_id    uuid not null,
  kind           text not null check (kind in ('revoke_key', 'suspend_recipient')),
  recipient      text not null,
  key_ids        text[] not null,
  at             timestamptz(3) not null,
  lifted_at      timestamptz(3),
  lifted_by      text,
  reason         text,
  salt           text not null,
  check ((lifted_at is null) = (reason is null)),
  check ((kind = 'revoke_key') = (cardinality(key_ids) > 0))
);
create index recipient_containment_recipient on recipient_containment (recipient);
create index recipient_containment_incident on recipient_containment (incident_id);

-- One report is one incident; the recipient's own id makes a repeat known.
create table incident_report (
  recipient   text not null,
  report_id   uuid not null,
  incident_id uuid not null,
  leads       text[] not null,
  occurred_at timestamptz(3) not null,
  received_at timestamptz(3) not null,
  salt        text not null,
  primary key (recipient, report_id)
);
create index incident_report_incident on incident_report (incident_id);

alter table signal add column about text;
alter table signal drop constraint signal_kind_check;
alter table signal add constraint signal_kind_check
  check (kind in ('tampered', 'key_unknown', 'signature_wrong'));

grant select, insert, update on recipient_containment to kelisim_app;
grant select, insert on incident_report to kelisim_app;
