-- What a customer says of itself beside its name: shared, like the record. A customer without a row has said nothing yet.
CREATE TABLE customer_profiles (
    customer_id uuid PRIMARY KEY REFERENCES customers (id),
    country text NOT NULL CHECK (length(country) IN (0, 2)),
    phone text NOT NULL,
    website text NOT NULL,
    version integer NOT NULL CHECK (version > 0),
    changed_by text NOT NULL,
    changed_at timestamptz NOT NULL
);
