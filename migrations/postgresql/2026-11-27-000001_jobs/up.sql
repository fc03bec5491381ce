-- Work that is done in the background, once for each kind, key and due time. Kinds are named by the program: a new one
-- needs no change here.
CREATE TABLE jobs (
    kind text NOT NULL,
    -- What it is about; empty for work that recurs.
    key text NOT NULL,
    due_at timestamptz NOT NULL,
    state text NOT NULL CHECK (state IN ('waiting', 'stopped', 'done')),
    -- How often it was taken in hand.
    attempts integer NOT NULL,
    next_try_at timestamptz NOT NULL,
    leased_by uuid,
    leased_until timestamptz,
    last_error text,
    created_at timestamptz NOT NULL,
    ended_at timestamptz,
    PRIMARY KEY (kind, key, due_at),
    CHECK ((leased_by IS NULL) = (leased_until IS NULL)),
    CHECK ((state = 'done') = (ended_at IS NOT NULL))
);
CREATE INDEX jobs_due ON jobs (next_try_at, kind, key) WHERE state = 'waiting';
-- One of a kind and key at a time.
CREATE UNIQUE INDEX jobs_open ON jobs (kind, key) WHERE state IN ('waiting', 'stopped');

-- What runs when this version is installed goes on.
INSERT INTO jobs (kind, key, due_at, state, attempts, next_try_at, created_at)
SELECT 'batch', id::text, started_at, 'waiting', 0, started_at, started_at FROM batches WHERE state = 'running';
