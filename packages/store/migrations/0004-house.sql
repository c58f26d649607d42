-- 0004 house: the operator's own matters: staff, offers, policy versions, suspended recipients.
-- Law:    94-V art. 10, 25(2)(1-1); microfinance law art. 5. Requirements: R-84, L-14.
-- breaking: no
create table policy_version (
  version    int primary key,
  hash       text not null unique,
  model      text not null,
  adopted_at timestamptz(3) not null,
  salt       text not null
);

create table staff (
  staff_id      uuid primary key,
  login         text not null unique,
  name          text not null,
  role          text not null,
  password_hash text not null,
  totp_sealed   text not null,
  active        boolean not null,
  salt          text not null
);

create table offer (
  offer_id           text primary key,
  recipient          text not null,
  amount_min_tenge   bigint not null,
  amount_max_tenge   bigint not null,
  days_min           int not null,
  days_max           int not null,
  daily_rate_percent text not null,
  product            text not null,
  requirement        text not null,
  checked_on         text not null,
  published_at       timestamptz(3) not null,
  withdrawn_at       timestamptz(3),
  salt               text not null
);

create table recipient_state (
  recipient    text primary key,
  suspended_at timestamptz(3),
  reason       text,
  salt         text not null
);

grant select, insert, update on policy_version, staff, offer, recipient_state to kelisim_app;
