-- 0016 corrections: a notice whose ground went away before it was sent stops, and says nothing to anybody.
-- Why:    a corrected value is a new disclosure: the rules are asked again when it is sent (I6).
-- Law:    94-V art. 24(1)(2), 25(2)(8). Requirement: R-40. Deadline: DL-03.
-- breaking: no
alter table notice drop constraint notice_state_check;
alter table notice add constraint notice_state_check
  check (state in ('planned', 'acknowledged', 'confirmed', 'stopped'));
