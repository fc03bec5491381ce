DROP TABLE column_choices;
DROP TABLE batch_parts;
ALTER TABLE batches DROP COLUMN version;
ALTER TABLE batches DROP COLUMN reading;
