-- 0076 mailings: texts that go to everybody who consented to such messages, and what became of each message.
-- Why:    a mailing is written by one and approved by another; its text stays for the register of advertising. A message has
--         its row before it leaves, so that nobody gets it twice; the row holds no value of a person, and leads to nobody
--         once the person is destroyed. The link to unsubscribe stands as a hash of random bytes.
-- Law:    94-V art. 8(1), 14, 15(2), 25(2)(5). Requirements: R-13, R-14, R-16. Invariants I6, I12. Decision 0112.
-- breaking: no
create table mailing (
  mailing_id  uuid primary key,
  purpose     text not null,
  kind        text not null check (kind in ('informational', 'own_offers', 'advertising')),
  channel     text not null check (channel in ('sms', 'email')),
  texts       text not null,
  text_sha256 text not null,
  state       text not null check (state in ('written', 'approved', 'done', 'stopped')),
  written_by  text not null,
  written_at  timestamptz(3) not null,
  approved_by text,
  approved_at timestamptz(3),
  audience    int,
  listed_at   timestamptz(3),
  ended_by    text,
  ended_at    timestamptz(3),
  salt        text not null,
  -- Whoever writes never approves.
  check (approved_by is distinct from written_by),
  check ((approved_by is null) = (approved_at is null)),
  check (state in ('written', 'stopped') or approved_at is not null)
);
create index mailing_recent on mailing (written_at desc);
create index mailing_open on mailing (approved_at) where state = 'approved';

create table mailing_person (
  subject_id   uuid not null,
  mailing_id   uuid not null,
  state        text not null check (state in ('waiting', 'sending', 'sent', 'unknown', 'failed', 'skipped')),
  reason       text,
  consent_id   uuid,
  language     text,
  token_sha256 text,
  planned_at   timestamptz(3) not null,
  sent_at      timestamptz(3),
  changed_at   timestamptz(3) not null,
  salt         text not null,
  primary key (subject_id, mailing_id),
  check ((state = 'skipped') = (reason is not null))
);
create index mailing_person_of on mailing_person (mailing_id, subject_id);
create index mailing_person_open on mailing_person (mailing_id, subject_id) where state in ('waiting', 'sending');
create index mailing_person_token on mailing_person (token_sha256) where token_sha256 is not null;

-- For the audience: who consented to which messages, found without reading everybody's consents.
create index consent_channel on consent (purpose, channel, subject_id)
  where channel is not null and withdrawn_at is null;

grant select, insert, update on mailing, mailing_person to kelisim_app;
