CREATE TABLE kept_forms (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    place_hash TEXT NOT NULL,
    sealed TEXT NOT NULL,
    made_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    UNIQUE (user_id, place_hash)
) STRICT;
CREATE INDEX kept_forms_by_end ON kept_forms (expires_at);
