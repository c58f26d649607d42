-- 0094 suppression hash: an address that said no is kept under a key that does not change.
-- Why:    the index key is changed each year by hashing what the boxes hold; the address of a suppression is held nowhere.
-- Law:    94-V art. 8(1), 14, 15(2). Requirements: R-16, R-99. Decisions 0115, 0128.
-- breaking: yes, an earlier program asks for the column by its old name
alter table suppression rename column blind_index to keyed_hash;
