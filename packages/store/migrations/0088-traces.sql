-- 0088 traces: each column by which a row leads back to a person says so, and so do the tables that lead to nobody.
-- Why:    a keyed hash shows no value and is personal data all the same; whoever reads a dump or a schema must not take it for
--         figures. Nothing but these words changes.
-- Law:    94-V art. 1(7), 17(1). Requirements: R-96.
-- breaking: no
comment on column action_inbox.handle is 'pseudonymised: handle; personal data while the key of the person lives';
comment on column ledger_entry.handle is 'pseudonymised: handle; personal data while the key of the person lives';
comment on column identity_link.blind_index is 'pseudonymised: search_mark; leads to a phone or an IIN with the key of the indexes';
comment on column code_challenge.phone_index is 'pseudonymised: search_mark; leads to a phone with the key of the indexes';
comment on column code_challenge.network_index is 'pseudonymised: search_mark; leads to an address with the key of the indexes';
comment on column incident.about is 'pseudonymised: handle; personal data while the key of the person lives';
comment on column suppression.blind_index is 'pseudonymised: refusal_mark; leads to an address with the key of the indexes';
do $$
declare it record;
begin
  for it in
    select c.oid::regclass::text as name, a.attname from pg_attribute a
      join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'keys') and c.relkind = 'r' and a.attname = 'subject_id'
  loop
    execute format('comment on column %s.%I is %L', it.name, it.attname,
      'pseudonymised: subject_id; leads to the rows of one person');
  end loop;
end $$;
comment on table depersonalisation is 'depersonalised: figure; leads to nobody';
comment on table depersonalised_figure is 'depersonalised: figure; leads to nobody';
