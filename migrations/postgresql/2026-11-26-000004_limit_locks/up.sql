-- One row for each subject of a limit, held while what the limit counts is counted and one more is added.
CREATE TABLE limit_locks (
    kind text COLLATE "C" NOT NULL,
    subject text COLLATE "C" NOT NULL,
    held_at timestamptz NOT NULL,
    PRIMARY KEY (kind, subject)
);
CREATE INDEX limit_locks_by_time ON limit_locks (held_at);
