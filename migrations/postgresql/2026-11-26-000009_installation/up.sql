-- What belongs to the installation as a whole: one row. The fingerprint tells whether the keys outside the
-- database are those that its links were made with, and nothing else about them.
CREATE TABLE installation (
    id integer PRIMARY KEY CHECK (id = 1),
    keys_fingerprint text NOT NULL CHECK (length(keys_fingerprint) = 64),
    keys_since timestamptz NOT NULL,
    created_at timestamptz NOT NULL
);
