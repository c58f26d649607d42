-- Whoever can write the files of the database can leave a row out of an index: it stands, and nobody finds it. amcheck holds
-- every index against its table, and every row against the form that PostgreSQL reads. It is part of PostgreSQL, and only a
-- superuser may bring it in: where the owner is none, the audit says that it did not look (docs/runbooks/audit-findings.md).
create schema checks;
revoke all on schema checks from public;

do $$
begin
  create extension if not exists amcheck schema checks;
  grant usage on schema checks to kelisim_auditor;
  grant execute on all functions in schema checks to kelisim_auditor;
exception when insufficient_privilege or undefined_file or feature_not_supported then
  raise notice 'amcheck is not there: the audit does not look at indexes';
end
$$;
