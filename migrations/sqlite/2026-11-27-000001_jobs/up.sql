-- Work that is done in the background, once for each kind, key and due time. Kinds are named by the program: a new one
-- needs no change here.
CREATE TABLE jobs (
    kind TEXT NOT NULL,
    -- What it is about; empty for work that recurs.
    key TEXT NOT NULL,
    due_at TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'stopped', 'done')),
    -- How often it was taken in hand.
    attempts INTEGER NOT NULL,
    next_try_at TEXT NOT NULL,
    leased_by TEXT,
    leased_until TEXT,
    last_error TEXT,
    created_at TEXT NOT NULL,
    ended_at TEXT,
    PRIMARY KEY (kind, key, due_at),
    CHECK ((leased_by IS NULL) = (leased_until IS NULL)),
    CHECK ((state = 'done') = (ended_at IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX jobs_due ON jobs (next_try_at, kind, key) WHERE state = 'waiting';
-- One of a kind and key at a time.
CREATE UNIQUE INDEX jobs_open ON jobs (kind, key) WHERE state IN ('waiting', 'stopped');

-- What runs when this version is installed goes on.
INSERT INTO jobs (kind, key, due_at, state, attempts, next_try_at, created_at)
SELECT 'batch', id, started_at, 'waiting', 0, started_at, started_at FROM batches WHERE state = 'running';
