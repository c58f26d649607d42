-- 0046 policy-documents: what an adopted version said on paper and to programs, kept as it was said.
-- Why:    a document's address is the hash of its bytes and is cited in agreements and receipts; made anew by a later
--         program from the same policy the bytes might differ, and the old address would answer nothing.
-- Rows:   one for each document of a version, in its order; the text itself stands once in policy_file.
--         No foreign keys: a restoration puts tables back whole, in whatever order.
-- Law:    94-V art. 25(2)(1), 25(2)(1-1). Requirements: R-2, R-88, L-12.
-- breaking: no
create table policy_document (
  policy_hash text not null,
  place       int  not null check (place >= 0),
  version     int  not null,
  kind        text not null,
  name        text not null,
  title       text not null,
  media_type  text not null,
  language    text check (language in ('kk', 'ru', 'en')),
  format      int  not null,
  sha256      text not null,
  primary key (policy_hash, place),
  unique (policy_hash, name)
);
create index policy_document_at on policy_document (sha256, version);
create trigger policy_document_append_only before update or delete on policy_document
  for each row execute function refuse_change();
grant select, insert on policy_document to kelisim_app;
