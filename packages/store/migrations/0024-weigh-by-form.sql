-- 0024 weigh-by-form: boxes and disclosures with the same fields stand together, each part in the order of people.
-- Why:    which boxes hold a field is then asked once for each list of fields and not for each of millions of
--         rows, and a slice of the people is a short stretch of each index, so that slices are counted side by side.
-- Law:    94-V art. 7(8), 14, 18. Requirements: R-17, R-31, R-35.
-- breaking: no
create index box_by_form on box (box, fields, subject_id) include (written_at);
create index disclosure_by_form on disclosure (recipient, state, fields, subject_id);
drop index box_of_fields;
drop index disclosure_held;
