-- 0005 passing: what lives minutes to days and proves nothing: sessions, codes, idempotency keys.
-- Why:    only keyed hashes stand here; a stolen table opens no session and names no phone.
-- Requirements: R-39, L-8. Invariants I11, I12.
-- breaking: no
create table session (
  token_hash bytea primary key,
  kind       text not null check (kind in ('subject', 'staff')),
  holder     uuid not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null
);
create index session_holder on session (holder);

create table code_challenge (
  challenge_id uuid primary key,
  phone_index  bytea not null,
  code_hash    bytea not null,
  tries        int not null,
  created_at   timestamptz(3) not null,
  expires_at   timestamptz(3) not null,
  used_at      timestamptz(3)
);
create index code_challenge_phone on code_challenge (phone_index, created_at desc);

create table idempotency (
  key_hash   bytea primary key,
  body_hash  bytea not null,
  state      text not null check (state in ('running', 'done')),
  answer     text,
  created_at timestamptz(3) not null
);
create index idempotency_created on idempotency (created_at);

create table staff_attempt (
  login      text primary key,
  failures   int not null,
  last_at    timestamptz(3) not null,
  used_step  bigint
);

grant select, insert, update, delete on session, code_challenge, idempotency, staff_attempt to kelisim_app;
