-- 0043 keys-turn-in-place: a rotation writes each key beside its old self and touches no index.
-- Why:    a million keys turn every day. The index by epoch had to be written for each of them, and served that
--         rotation alone; it goes through the table as it lies now. Half of each page stays free for the new wrapping.
-- Law:    94-V art. 18. Requirements: R-99. Decision 0079.
-- breaking: no
drop index keys.subject_key_epoch;
alter table keys.subject_key set (fillfactor = 50);
