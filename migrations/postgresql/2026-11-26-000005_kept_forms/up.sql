CREATE TABLE kept_forms (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    place_hash text NOT NULL,
    sealed text NOT NULL,
    made_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    UNIQUE (user_id, place_hash)
);
CREATE INDEX kept_forms_by_end ON kept_forms (expires_at);
