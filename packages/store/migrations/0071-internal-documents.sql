-- 0071 internal documents: rules, methods and instructions under a clause of the policy, by version; and who has read them.
-- Why:    the policy is the first level; what staff work by stands on a clause of it, is approved by a second person and
--         never edited afterwards. A new version takes the place of the one before; no row is removed.
-- Rows:   the policy's own versions stay in policy_edition; an acknowledgement names one of either by its id.
-- Law:    94-V art. 25(2)(1-1), 25(3)(2). Requirements: R-11, R-70. Decision 0110.
-- breaking: no
create table internal_document (
  document_id   uuid primary key,
  code          text not null check (length(code) between 1 and 40),
  version       bigint not null check (version > 0),
  level         bigint not null check (level in (2, 3)),
  parent_clause text not null,
  title_kk      text not null,
  title_ru      text not null,
  title_en      text,
  languages     text[] not null check (cardinality(languages) > 0),
  content       text,
  sha256        text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  valid_from    text not null,
  valid_to      text,
  state         text not null check (state in ('proposed', 'approved', 'superseded', 'withdrawn')),
  proposed_by   uuid not null,
  proposed_at   timestamptz(3) not null,
  approved_by   uuid,
  approved_at   timestamptz(3),
  policy_version bigint,
  clause_sha256 text,
  ended_by      uuid,
  ended_at      timestamptz(3),
  salt          text not null,
  unique (code, version),
  check (content is null or sha256 = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
  check (valid_to is null or valid_to >= valid_from),
  check (state not in ('approved', 'superseded') or (approved_by is not null and clause_sha256 is not null)),
  check (approved_by is null or approved_by <> proposed_by),
  check ((state in ('superseded', 'withdrawn')) = (ended_at is not null))
);
create unique index internal_document_approved on internal_document (code) where state = 'approved';
create unique index internal_document_proposed on internal_document (code) where state = 'proposed';

-- A second lock besides the use cases, as for editions of the policy (0008).
create function internal_document_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'a document stays on record' using errcode = 'insufficient_privilege';
  end if;
  if tg_op = 'INSERT' then
    if new.state <> 'proposed' then
      raise exception 'a document begins as a proposal' using errcode = 'insufficient_privilege';
    end if;
    return new;
  end if;
  if old.state || ' ' || new.state not in ('proposed approved', 'proposed withdrawn',
      'approved superseded', 'approved withdrawn') then
    raise exception 'a document does not go from % to %', old.state, new.state
      using errcode = 'insufficient_privilege';
  end if;
  if (new.document_id, new.code, new.version, new.level, new.parent_clause, new.title_kk, new.title_ru,
      new.title_en, new.languages, new.content, new.sha256, new.valid_from, new.valid_to,
      new.proposed_by, new.proposed_at)
    is distinct from (old.document_id, old.code, old.version, old.level, old.parent_clause, old.title_kk,
      old.title_ru, old.title_en, old.languages, old.content, old.sha256, old.valid_from, old.valid_to,
      old.proposed_by, old.proposed_at)
    or (old.approved_at is not null
      and (new.approved_by, new.approved_at, new.policy_version, new.clause_sha256)
        is distinct from (old.approved_by, old.approved_at, old.policy_version, old.clause_sha256)) then
    raise exception 'what was entered is never edited' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger internal_document_guard before insert or update or delete on internal_document
  for each row execute function internal_document_guard();

create table document_acknowledgement (
  document_id uuid not null,
  staff_id    uuid not null,
  at          timestamptz(3) not null,
  salt        text not null,
  primary key (document_id, staff_id)
);
create trigger document_acknowledgement_append_only before update or delete on document_acknowledgement
  for each row execute function refuse_change();

grant select, insert, update on internal_document to kelisim_app;
grant select, insert on document_acknowledgement to kelisim_app;
