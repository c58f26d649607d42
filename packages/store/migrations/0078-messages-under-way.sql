-- 0078 messages under way: those that somebody began to send and nobody finished, found without reading a whole mailing.
-- Why:    a process that dies while it sends leaves them; they are given up on also when their mailing was stopped.
-- Law:    94-V art. 22(1)(5). Requirements: R-16. Invariant I12. Decision 0112.
-- breaking: no
create index mailing_person_under_way on mailing_person (changed_at) where state = 'sending';
