-- 0051 session seal: whose a session is, is not for the database to say.
-- Why:    whoever may write rows could make their own session another's, or let it last. The seal is keyed over hash,
--         holder and beginning; a session without a fitting one is nobody's. Sessions from before sign in again.
-- Requirements: R-39, R-84. Source: ASVS 7.2.
-- breaking: no
delete from session;
alter table session add column seal bytea not null check (octet_length(seal) = 32);
