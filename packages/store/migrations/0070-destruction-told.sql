-- 0070 destruction told: whom a message about the destruction of their data has left for, or was about to.
-- Why:    the message goes before the number is gone, and a process may die between the two. The row is written before the
--         message, so nobody gets it twice; it goes with the person. It proves nothing: the entry does.
-- Law:    94-V art. 18, 24(1)(1). Requirements: R-36, R-66, R-99. Invariants I5, I12. Decision 0114.
-- breaking: no
create table destruction_told (
  subject_id uuid not null,
  whole      boolean not null,
  at         timestamptz(3) not null,
  primary key (subject_id, whole)
);
grant select, insert, update, delete on destruction_told to kelisim_app;
