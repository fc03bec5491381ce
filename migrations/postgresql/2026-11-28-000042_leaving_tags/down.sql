ALTER TABLE tags DROP COLUMN merged_into;
ALTER TABLE tags DROP COLUMN leaving;
