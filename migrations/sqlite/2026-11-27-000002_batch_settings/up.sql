-- What only one kind of upload needs moves from columns into its settings, which the kind reads and writes as JSON, so that
-- a new kind needs no change here. SQLite cannot drop columns that a CHECK or a foreign key names: the table is made anew,
-- and that of the rows with it, because it refers to it. A running batch is found by its job.
ALTER TABLE batches RENAME TO old_batches;
CREATE TABLE batches (
    id TEXT PRIMARY KEY,
    partner_id TEXT NOT NULL REFERENCES partners (id),
    created_by TEXT,
    run_by TEXT,
    kind TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('reading', 'preview', 'running', 'stopped', 'done', 'failed')),
    file_name TEXT NOT NULL,
    total_bytes INTEGER NOT NULL,
    read_bytes INTEGER NOT NULL,
    rows_read INTEGER NOT NULL,
    rows_good INTEGER NOT NULL,
    rows_done INTEGER NOT NULL,
    rows_skipped INTEGER NOT NULL,
    done_before INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    started_at TEXT,
    ended_at TEXT,
    lease TEXT,
    leased_until TEXT,
    note TEXT NOT NULL,
    settings TEXT NOT NULL CHECK (json_valid(settings)),
    FOREIGN KEY (partner_id, created_by) REFERENCES users (partner_id, id),
    FOREIGN KEY (partner_id, run_by) REFERENCES users (partner_id, id),
    CHECK ((state = 'done') = (ended_at IS NOT NULL)),
    CHECK (state NOT IN ('running', 'stopped', 'done') OR started_at IS NOT NULL)
) STRICT;
INSERT INTO batches
SELECT id, partner_id, created_by, run_by, kind, state, file_name,
    total_bytes, read_bytes, rows_read, rows_good, rows_done, rows_skipped, done_before,
    created_at, started_at, ended_at, lease, leased_until, note,
    CASE kind
        WHEN 'import' THEN json_object('portal', portal)
        ELSE json_object(
            'send_by', hand_over, 'channel', channel, 'language', language, 'expires_in', expires_in,
            'roles', roles, 'grant_days', grant_days, 'as_side', as_side, 'together_with', together_with,
            'subject', subject, 'body', body)
    END
FROM old_batches;
CREATE TABLE new_batch_rows (
    batch_id TEXT NOT NULL REFERENCES batches (id),
    line INTEGER NOT NULL,
    company TEXT NOT NULL,
    domain TEXT NOT NULL,
    external_id TEXT NOT NULL,
    contact TEXT NOT NULL,
    email TEXT NOT NULL,
    language TEXT CHECK (language IN ('en', 'de', 'fr', 'es', 'pt', 'ja')),
    verdict TEXT NOT NULL,
    why TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'skipped', 'left')),
    entry_id TEXT,
    invitation_id TEXT,
    PRIMARY KEY (batch_id, line)
) STRICT, WITHOUT ROWID;
INSERT INTO new_batch_rows SELECT * FROM batch_rows;
DROP TABLE batch_rows;
ALTER TABLE new_batch_rows RENAME TO batch_rows;
DROP TABLE old_batches;
CREATE INDEX batch_rows_by_verdict ON batch_rows (batch_id, verdict, line);
CREATE INDEX batch_rows_by_state ON batch_rows (batch_id, state, line);
CREATE INDEX batches_by_partner ON batches (partner_id, kind, created_at, id);
CREATE INDEX batches_reading ON batches (leased_until, id) WHERE state = 'reading';
CREATE INDEX batches_to_forget ON batches (created_at, id) WHERE state IN ('preview', 'failed');
