-- 0012 witnesses: what others have signed of the ledger, and where each of them stands.
-- Why:    a receipt that a quorum of witnesses has signed needs no trust in this database; what a witness
--         knew last is where the next proof for it begins. Nothing here is believed without its signatures.
-- Law:    94-V art. 22(1). Requirements: R-82, R-85. Invariants I3, I7.
-- breaking: no
create table ledger_witnessed (
  only_one     boolean primary key default true check (only_one),
  size         bigint not null check (size >= 0),
  note         text not null check (octet_length(note) <= 1000000),
  witnessed_at timestamptz(3) not null
);

create table ledger_witness (
  name       text primary key,
  size       bigint not null check (size >= 0),
  cosigned_at timestamptz(3),
  trouble    text,
  trouble_at timestamptz(3)
);

grant select, insert, update on ledger_witnessed, ledger_witness to kelisim_app;
