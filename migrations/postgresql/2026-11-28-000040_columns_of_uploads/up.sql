-- How the file of a batch is read (encoding, delimiter, headings, which column is which; JSON), and how often that was
-- changed: a choice belongs to the version that its page has shown.
ALTER TABLE batches ADD COLUMN reading text NOT NULL DEFAULT '{}';
ALTER TABLE batches ADD COLUMN version integer NOT NULL DEFAULT 1;
-- The file itself, in parts, until the batch is confirmed or forgotten: it is read again when somebody chooses columns.
CREATE TABLE batch_parts (
    batch_id uuid NOT NULL REFERENCES batches (id),
    number integer NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (batch_id, number)
);
-- What a partner has chosen for files with these headings.
CREATE TABLE column_choices (
    partner_id uuid NOT NULL REFERENCES partners (id),
    kind text NOT NULL,
    headings_hash text NOT NULL CHECK (length(headings_hash) = 64),
    places text NOT NULL,
    chosen_at timestamptz NOT NULL,
    PRIMARY KEY (partner_id, kind, headings_hash)
);
