-- 0077 suppression: addresses that said no, as keyed hashes.
-- Why:    who unsubscribed is not written to again, also when another person, a copy or a restored consent has the same address,
--         until a consent given later says yes. The hash stays when the person is destroyed, without a link to anybody, and
--         goes as soon as no consent that is older than it can live.
-- Law:    94-V art. 8(1), 14, 15(2). Requirements: R-16. Decision 0115.
-- breaking: no
create table suppression (
  channel     text not null check (channel in ('sms', 'email')),
  purpose     text not null,
  blind_index bytea not null,
  at          timestamptz(3) not null,
  salt        text not null,
  primary key (channel, purpose, blind_index)
);
create index suppression_old on suppression (at);
grant select, insert, update, delete on suppression to kelisim_app;
