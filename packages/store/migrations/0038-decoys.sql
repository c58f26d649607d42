-- 0038 decoys: how many invented people were ordered, and when. Which they are stands nowhere: it follows from a key.
-- Why:    who opens one of them is not doing their work. A list of them, even sealed, would be something to find.
-- Law:    94-V art. 22(1)(2). Requirements: R-82.
-- breaking: no
create table decoy_order (
  order_id   uuid primary key,
  first      bigint not null check (first >= 0),
  amount     bigint not null check (amount between 1 and 20),
  ordered_by text not null,
  ordered_at timestamptz(3) not null,
  salt       text not null
);

grant select, insert on decoy_order to kelisim_app;
