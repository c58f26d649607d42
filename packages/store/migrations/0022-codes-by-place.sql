-- 0022 codes by place: a code remembers, as a keyed hash, the network that it was asked from.
-- Why:    a limit counted by the phone alone lets anybody who knows a number use up its codes; counted by phone and
--         network, what others ask elsewhere uses up nothing of the owner's. The address itself is never kept.
-- Law:    94-V art. 24(1); DC art. 47. Requirements: R-21, R-39. Invariant I11.
-- breaking: no
alter table code_challenge add column network_index bytea;
create index code_challenge_network on code_challenge (network_index, created_at desc) where network_index is not null;
