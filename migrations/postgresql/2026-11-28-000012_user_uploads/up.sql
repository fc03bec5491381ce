-- Uploads of a customer's users: whose users they are, how many of the rows carried out stand in the activity, what a row
-- says in the words of its kind, and which user came of it or was found.
ALTER TABLE batches ADD COLUMN customer_id uuid REFERENCES customers (id);
ALTER TABLE batches ADD COLUMN rows_told integer NOT NULL DEFAULT 0;
ALTER TABLE batch_rows ADD COLUMN more text NOT NULL DEFAULT '{}' CHECK (more::json IS NOT NULL);
ALTER TABLE batch_rows ADD COLUMN user_id uuid;
CREATE INDEX batches_by_customer ON batches (customer_id, partner_id, kind, created_at, id)
    WHERE customer_id IS NOT NULL;
-- They hold names of people, and are forgotten in their order.
CREATE INDEX batches_of_people ON batches (created_at, id) WHERE customer_id IS NOT NULL;
