ALTER TABLE customer_profiles DROP COLUMN changed_in;
