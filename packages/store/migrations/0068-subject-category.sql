-- 0068 subject category: nobody is on record without a category of clause 3.3.
-- Why:    whose data these are decides what may be done with them; `client` is a mark beside the categories, not one of them.
-- Rows:   the program has always written one, so every row that stands passes.
-- Law:    94-V art. 6, 25(2)(1). Requirements: R-7, R-28. Invariant I8.
-- breaking: no
alter table subject add constraint subject_has_category
  check (cardinality(array_remove(array_remove(categories, 'client'), null)) > 0);
