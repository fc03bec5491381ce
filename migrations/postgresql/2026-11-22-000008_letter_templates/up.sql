-- A partner's own words for an invitation, in the place of the built-in ones; no row: the built-in ones.
CREATE TABLE letter_templates (
    partner_id uuid NOT NULL REFERENCES partners (id),
    language text NOT NULL,
    occasion text NOT NULL CHECK (occasion IN ('alone', 'joint')),
    subject text NOT NULL,
    body text NOT NULL,
    version integer NOT NULL CHECK (version > 0),
    updated_by uuid NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (partner_id, language, occasion),
    FOREIGN KEY (partner_id, updated_by) REFERENCES users (partner_id, id)
);
