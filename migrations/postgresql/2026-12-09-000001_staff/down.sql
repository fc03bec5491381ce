DROP INDEX users_by_name;
ALTER TABLE users DROP COLUMN name_key;
