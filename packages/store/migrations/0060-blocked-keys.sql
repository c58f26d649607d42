-- 0060 blocked keys: a rotation turns the keys of blocked people that are not turned yet.
-- Why:    from here on blocking data wraps their key as blocked, so that no box opens by mistake. Who was blocked before,
--         or whose key came back from a backup, is put right by the next rotation, within a day.
-- Roles:  the keeper reads of a person whether they are blocked, beside whether they were destroyed; nothing else.
-- Law:    94-V art. 1(3), 22. Requirements: R-41, R-84. Decision 0093.
-- breaking: no
-- There are few, and a rotation asks for every key.
create index subject_blocked on subject (subject_id) where state = 'blocked';

create view blocked_person as select subject_id from subject where state = 'blocked';
grant select on blocked_person to kelisim_keeper;
