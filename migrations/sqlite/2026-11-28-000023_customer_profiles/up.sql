-- What a customer says of itself beside its name: shared, like the record. A customer without a row has said nothing yet.
CREATE TABLE customer_profiles (
    customer_id TEXT PRIMARY KEY REFERENCES customers (id),
    country TEXT NOT NULL CHECK (length(country) IN (0, 2)),
    phone TEXT NOT NULL,
    website TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    changed_by TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;
