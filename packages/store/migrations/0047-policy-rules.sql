-- 0047 policy-rules: what the adopted versions allow, as rows; the database refuses the rest by itself.
-- Why:    constraints in the text of a table need its owner and wait for everybody; rows come into force in the
--         transaction that adopts their version, and the program's own login may write them there and nowhere else.
-- Rows:   what stands is not judged, what is written anew is. Until every adopted version has its rules (a house
--         from before there were any) nothing is judged: `npx kelisim policy constrain` adds them.
-- Law:    94-V art. 7(8), 7(9), 10(3), 11(2). Requirements: R-17, R-54, R-60, R-61, R-84. Invariants I8, I9.
-- breaking: no
create table policy_rule (
  policy_hash text   not null,
  place       int    not null check (place >= 0),
  version     int    not null,
  governs     text   not null check (governs in ('consent', 'box', 'disclosure', 'access')),
  -- The purpose of a consent, the box, the recipient of a disclosure, the role: what the rule is about.
  about       text   not null,
  recipient   text,
  channel     text,
  operations  text[] not null,
  fields      text[] not null,
  primary key (policy_hash, place)
);
create index policy_rule_about on policy_rule (governs, about);

-- Rules come with their version: in the transaction that adopts it, or from the owner of the tables.
create function policy_rule_guard() returns trigger language plpgsql as $$
begin
  if current_user = (select relowner::regrole::text from pg_class where oid = tg_relid) then
    return new;
  end if;
  if not exists (select from policy_version v where v.hash = new.policy_hash
      and v.version = new.version and v.xmin = pg_current_xact_id()::xid) then
    raise exception 'a rule comes with the version that it belongs to'
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger policy_rule_guard before insert on policy_rule
  for each row execute function policy_rule_guard();
create trigger policy_rule_append_only before update or delete on policy_rule
  for each row execute function refuse_change();

create function policy_is_known() returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select from policy_version) and not exists (
    select from policy_version v
    where not exists (select from policy_rule r where r.policy_hash = v.hash))
$$;

create function policy_refuses(what text) returns void language plpgsql as $$
begin
  raise exception 'no adopted version of the policy allows this: %', what
    using errcode = 'check_violation', constraint = 'policy_rule_' || what;
end $$;

-- A consent is written under the version whose words were shown.
create function policy_allows_consent(version_hash text, asked text, whom text, by text,
    asked_operations text[], asked_fields text[]) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select from policy_rule r
    where r.governs = 'consent' and r.about = asked and r.policy_hash = version_hash
      and r.recipient is not distinct from whom and r.channel is not distinct from by
      and asked_operations <@ r.operations and asked_fields <@ r.fields)
$$;

-- Of boxes, disclosures and roles: every adopted version together, for rows of each may still be written.
create function policy_allows(what text, asked text, asked_fields text[]) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select from policy_rule r
      where r.governs = what and r.about = asked and asked_fields <@ r.fields)
    or (exists (select from policy_rule r where r.governs = what and r.about = asked)
      and asked_fields <@ array(select unnest(r.fields) from policy_rule r
        where r.governs = what and r.about = asked))
$$;

create function policy_judges_consents() returns trigger language plpgsql as $$
begin
  if policy_is_known() and exists (select from fresh f where policy_allows_consent(
      f.policy_hash, f.purpose, f.recipient, f.channel, f.operations, f.fields) is not true) then
    perform policy_refuses('consent');
  end if;
  return null;
end $$;
create function policy_judges_consent() returns trigger language plpgsql as $$
begin
  if policy_is_known() and policy_allows_consent(new.policy_hash, new.purpose, new.recipient,
      new.channel, new.operations, new.fields) is not true then
    perform policy_refuses('consent');
  end if;
  return new;
end $$;
create trigger policy_consents after insert on consent referencing new table as fresh
  for each statement execute function policy_judges_consents();
create trigger policy_consent before update on consent for each row
  when ((new.policy_hash, new.purpose, new.recipient, new.channel, new.operations, new.fields)
    is distinct from (old.policy_hash, old.purpose, old.recipient, old.channel, old.operations, old.fields))
  execute function policy_judges_consent();

create function policy_judges_boxes() returns trigger language plpgsql as $$
begin
  if policy_is_known() and exists (
      select from (select distinct f.box, f.fields from fresh f) f
      where policy_allows('box', f.box, f.fields) is not true) then
    perform policy_refuses('box');
  end if;
  return null;
end $$;
create function policy_judges_box() returns trigger language plpgsql as $$
begin
  if policy_is_known() and policy_allows('box', new.box, new.fields) is not true then
    perform policy_refuses('box');
  end if;
  return new;
end $$;
create trigger policy_boxes after insert on box referencing new table as fresh
  for each statement execute function policy_judges_boxes();
create trigger policy_box before update on box for each row
  when ((new.box, new.fields) is distinct from (old.box, old.fields))
  execute function policy_judges_box();

create function policy_judges_disclosures() returns trigger language plpgsql as $$
begin
  if policy_is_known() and exists (
      select from (select distinct f.recipient, f.fields from fresh f) f
      where policy_allows('disclosure', f.recipient, f.fields) is not true) then
    perform policy_refuses('disclosure');
  end if;
  return null;
end $$;
create function policy_judges_disclosure() returns trigger language plpgsql as $$
begin
  if policy_is_known() and policy_allows('disclosure', new.recipient, new.fields) is not true then
    perform policy_refuses('disclosure');
  end if;
  return new;
end $$;
create trigger policy_disclosures after insert on disclosure referencing new table as fresh
  for each statement execute function policy_judges_disclosures();
create trigger policy_disclosure before update on disclosure for each row
  when ((new.recipient, new.fields) is distinct from (old.recipient, old.fields))
  execute function policy_judges_disclosure();

create function policy_judges_staff() returns trigger language plpgsql as $$
begin
  if policy_is_known() and policy_allows('access', new.role, '{}') is not true then
    perform policy_refuses('staff');
  end if;
  return new;
end $$;
create trigger policy_staff before insert or update of role on staff
  for each row execute function policy_judges_staff();

-- Which items may a role read, under the version in force? Never a value: values are sealed.
create view access_by_role with (security_barrier) as
  select r.about as role, b.subject_id, b.box,
    array(select one from unnest(b.fields) as one where one = any (r.fields)) as fields,
    b.source, b.written_at, b.retain_until
  from box b join policy_rule r on r.governs = 'access' and b.fields && r.fields
    and r.policy_hash = (select hash from policy_version order by version desc limit 1);
revoke all on access_by_role from public;

-- Rows that stand although no adopted version allows them: old ones, which are cleaned before they can be written.
create function policy_breaches() returns table (what text, found bigint) language sql stable as $$
  select 'consent', count(*) from consent c where policy_is_known() and policy_allows_consent(
      c.policy_hash, c.purpose, c.recipient, c.channel, c.operations, c.fields) is not true
  union all
  select 'box', coalesce(sum(n), 0)::bigint from (
      select box, fields, count(*) as n from box group by box, fields) b
    where policy_is_known() and policy_allows('box', b.box, b.fields) is not true
  union all
  select 'disclosure', coalesce(sum(n), 0)::bigint from (
      select recipient, fields, count(*) as n from disclosure group by recipient, fields) d
    where policy_is_known() and policy_allows('disclosure', d.recipient, d.fields) is not true
$$;

grant select, insert on policy_rule to kelisim_app;
