-- One row for each subject of a limit, held while what the limit counts is counted and one more is added.
CREATE TABLE limit_locks (
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    held_at TEXT NOT NULL,
    PRIMARY KEY (kind, subject)
) STRICT;
CREATE INDEX limit_locks_by_time ON limit_locks (held_at);
