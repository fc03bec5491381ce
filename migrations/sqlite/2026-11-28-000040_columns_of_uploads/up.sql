-- How the file of a batch is read (encoding, delimiter, headings, which column is which; JSON), and how often that was
-- changed: a choice belongs to the version that its page has shown.
ALTER TABLE batches ADD COLUMN reading TEXT NOT NULL DEFAULT '{}';
ALTER TABLE batches ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
-- The file itself, in parts, until the batch is confirmed or forgotten: it is read again when somebody chooses columns.
CREATE TABLE batch_parts (
    batch_id TEXT NOT NULL REFERENCES batches (id),
    number INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (batch_id, number)
) STRICT;
-- What a partner has chosen for files with these headings.
CREATE TABLE column_choices (
    partner_id TEXT NOT NULL REFERENCES partners (id),
    kind TEXT NOT NULL,
    headings_hash TEXT NOT NULL CHECK (length(headings_hash) = 64),
    places TEXT NOT NULL,
    chosen_at TEXT NOT NULL,
    PRIMARY KEY (partner_id, kind, headings_hash)
) STRICT;
