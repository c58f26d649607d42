-- 0037 told of incident: whom an incident touches, once the officer has decided to tell them.
-- Why:    the person sees it in the cabinet, and a message goes out when it is due; both are audited like every notice.
-- Law:    94-V art. 24(1)(1), 25(2)(8). Requirements: R-82, L-3.
-- breaking: no
create table incident_person (
  subject_id  uuid not null,
  incident_id uuid not null,
  planned_at  timestamptz(3) not null,
  told_at     timestamptz(3),
  due_at      timestamptz(3),
  salt        text not null,
  primary key (subject_id, incident_id)
);
create index incident_person_due on incident_person (due_at) where due_at is not null;

grant select, insert, update on incident_person to kelisim_app;
