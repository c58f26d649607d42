-- 0008 policy life: a version is drafted, checked, approved by a second person, published on a date, superseded.
-- Why:    what was approved is never edited, whoever holds the connection; a version comes into force only
--         through a published edition; a decision made under a superseded version does not commit.
-- Rows:   a folder is a manifest (path to SHA-256) over texts that are kept once.
-- Law:    94-V art. 25(2)(1-1), 25(2)(3). Requirements: R-1, R-2, R-88, R-90. Invariants I2, I7, I10.
-- breaking: no
create table policy_file (
  sha256  text primary key,
  content text not null,
  check (sha256 = encode(sha256(convert_to(content, 'UTF8')), 'hex'))
);

create table policy_edition (
  edition_id     uuid primary key,
  state          text not null check (state in
    ('draft', 'checked', 'approved', 'published', 'in_force', 'superseded', 'discarded')),
  version        int not null,
  revision       int not null check (revision > 0),
  folder_hash    text not null,
  manifest       text not null,
  origin         text not null check (origin in ('folder', 'desk')),
  drafted_by     text not null,
  drafted_at     timestamptz(3) not null,
  changed_by     text not null,
  changed_at     timestamptz(3) not null,
  checked_by     text,
  checked_at     timestamptz(3),
  policy_hash    text,
  findings       text,
  approved_by    text,
  approved_at    timestamptz(3),
  published_by   text,
  published_at   timestamptz(3),
  effective_from text,
  adopted_at     timestamptz(3),
  ended_at       timestamptz(3),
  salt           text not null,
  check (state in ('draft', 'discarded') or (checked_by is not null and policy_hash is not null)),
  check (state in ('draft', 'checked', 'discarded') or approved_by is not null),
  check (state not in ('published', 'in_force') or effective_from is not null)
);
create unique index policy_edition_in_force on policy_edition (state) where state = 'in_force';
create unique index policy_edition_published on policy_edition (state) where state = 'published';

-- A second lock besides the use cases: it holds for the owner of the tables, too.
create function policy_edition_guard() returns trigger language plpgsql as $$
declare
  step text;
begin
  if tg_op = 'DELETE' then
    raise exception 'an edition stays on record' using errcode = 'insufficient_privilege';
  end if;
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then
      raise exception 'an edition begins as a draft' using errcode = 'insufficient_privilege';
    end if;
    return new;
  end if;
  step := old.state || ' ' || new.state;
  if step not in ('draft draft', 'draft checked', 'draft discarded', 'checked draft',
      'checked approved', 'checked discarded', 'approved published', 'approved discarded',
      'published in_force', 'published discarded', 'in_force superseded') then
    raise exception 'an edition does not go from %', replace(step, ' ', ' to ')
      using errcode = 'insufficient_privilege';
  end if;
  if (new.edition_id, new.drafted_by, new.drafted_at, new.origin)
      is distinct from (old.edition_id, old.drafted_by, old.drafted_at, old.origin)
    or (old.state <> 'draft'
      and (new.version, new.folder_hash, new.manifest)
        is distinct from (old.version, old.folder_hash, old.manifest))
    or (old.state in ('approved', 'published', 'in_force')
      and (new.policy_hash, new.findings, new.checked_by, new.checked_at, new.approved_by, new.approved_at)
        is distinct from (old.policy_hash, old.findings, old.checked_by, old.checked_at,
          old.approved_by, old.approved_at)) then
    raise exception 'an approved edition is never edited' using errcode = 'insufficient_privilege';
  end if;
  if new.state = 'approved' and new.approved_by = new.checked_by
    and exists (select from policy_version) then
    raise exception 'a second person approves' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger policy_edition_guard before insert or update or delete on policy_edition
  for each row execute function policy_edition_guard();
create trigger policy_edition_no_truncate before truncate on policy_edition
  for each statement execute function refuse_change();

create function policy_version_guard() returns trigger language plpgsql as $$
begin
  if not exists (select from policy_edition e where e.policy_hash = new.hash
      and e.version = new.version and e.state in ('published', 'in_force')) then
    raise exception 'only a published edition comes into force' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger policy_version_published before insert on policy_version
  for each row execute function policy_version_guard();
create trigger policy_version_append_only before update or delete on policy_version
  for each row execute function refuse_change();
create trigger policy_file_append_only before update or delete on policy_file
  for each row execute function refuse_change();

-- Asked at the end of each unit of work. Waits for an adoption under way, and from its answer to the end
-- of the transaction none takes effect. Inside, each statement reads what stands when it begins.
create function policy_stands(asked text) returns boolean language plpgsql volatile as $$
declare
  standing text;
begin
  perform pg_advisory_xact_lock_shared(7305114);
  select hash into standing from policy_version order by version desc limit 1;
  if standing <> asked then
    raise exception 'the policy version was superseded' using errcode = 'KP001';
  end if;
  return true;
end $$;

-- A changed reference asks a person to look at each rule that cites it (R-2).
create table review_task (
  task_id   uuid primary key,
  version   int not null,
  reference text not null,
  rule      text not null,
  opened_at timestamptz(3) not null,
  done_at   timestamptz(3),
  done_by   text,
  salt      text not null,
  unique (version, reference, rule),
  check ((done_at is null) = (done_by is null))
);

revoke update on policy_version from kelisim_app;
grant select, insert on policy_file to kelisim_app;
grant select, insert, update on policy_edition, review_task to kelisim_app;
