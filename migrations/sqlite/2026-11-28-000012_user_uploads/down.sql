DELETE FROM batch_rows WHERE batch_id IN (SELECT id FROM batches WHERE customer_id IS NOT NULL);
DELETE FROM batches WHERE customer_id IS NOT NULL;
DROP INDEX batches_of_people;
DROP INDEX batches_by_customer;
ALTER TABLE batch_rows DROP COLUMN user_id;
ALTER TABLE batch_rows DROP COLUMN more;
ALTER TABLE batches DROP COLUMN rows_told;
ALTER TABLE batches DROP COLUMN customer_id;
