-- A partner's own words for an invitation, in the place of the built-in ones; no row: the built-in ones.
CREATE TABLE letter_templates (
    partner_id TEXT NOT NULL REFERENCES partners (id),
    language TEXT NOT NULL,
    occasion TEXT NOT NULL CHECK (occasion IN ('alone', 'joint')),
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    updated_by TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (partner_id, language, occasion),
    FOREIGN KEY (partner_id, updated_by) REFERENCES users (partner_id, id)
) STRICT;
