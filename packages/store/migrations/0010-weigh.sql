-- 0010 weigh: how many people would a new policy version touch? Counted over rows, without opening a box.
-- Why:    before a version is adopted the officer sees how many consents fall short, whose data end, whom to
--         tell. Over a million people that has to come from indexes alone: boxes and consents are wide rows.
-- Law:    94-V art. 7(8), 14, 18. Requirements: R-17, R-31, R-35.
-- breaking: no
create index consent_live on consent (control, policy_version, subject_id) include (expires_at)
  where withdrawn_at is null;
create index box_of_fields on box (box) include (subject_id, written_at, fields);
create index disclosure_held on disclosure (recipient, state) include (subject_id, fields);
