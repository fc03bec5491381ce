-- What belongs to the installation as a whole: one row. The fingerprint tells whether the keys outside the
-- database are those that its links were made with, and nothing else about them.
CREATE TABLE installation (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    keys_fingerprint TEXT NOT NULL CHECK (length(keys_fingerprint) = 64),
    keys_since TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
