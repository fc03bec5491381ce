ALTER TABLE batches RENAME TO old_batches;
CREATE TABLE batches (
    id TEXT PRIMARY KEY,
    partner_id TEXT NOT NULL REFERENCES partners (id),
    created_by TEXT,
    run_by TEXT,
    kind TEXT NOT NULL CHECK (kind IN ('import', 'invite')),
    state TEXT NOT NULL CHECK (state IN ('reading', 'preview', 'running', 'stopped', 'done', 'failed')),
    file_name TEXT NOT NULL,
    portal TEXT CHECK (portal IN ('office_365', 'azure')),
    hand_over TEXT CHECK (hand_over IN ('send', 'prepare')),
    channel TEXT CHECK (channel IN ('own_marketing', 'referral', 'provider', 'existing_customer')),
    language TEXT NOT NULL CHECK (language IN ('en', 'de', 'fr', 'es', 'pt', 'ja')),
    expires_in INTEGER NOT NULL CHECK (expires_in BETWEEN 1 AND 90),
    roles TEXT NOT NULL,
    grant_days INTEGER CHECK (grant_days BETWEEN 1 AND 730),
    as_side TEXT CHECK (as_side IN ('provider', 'reseller')),
    together_with TEXT REFERENCES partners (id),
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
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
    FOREIGN KEY (partner_id, created_by) REFERENCES users (partner_id, id),
    FOREIGN KEY (partner_id, run_by) REFERENCES users (partner_id, id),
    CHECK ((kind = 'import') = (portal IS NOT NULL)),
    CHECK ((kind = 'invite') = (hand_over IS NOT NULL)),
    CHECK ((kind = 'invite') = (channel IS NOT NULL)),
    CHECK ((as_side IS NULL) = (together_with IS NULL)),
    CHECK ((roles = '') = (grant_days IS NULL)),
    CHECK ((state = 'done') = (ended_at IS NOT NULL)),
    CHECK (state NOT IN ('running', 'stopped', 'done') OR started_at IS NOT NULL)
) STRICT;
INSERT INTO batches
SELECT id, partner_id, created_by, run_by, kind, state, file_name,
    json_extract(settings, '$.portal'), json_extract(settings, '$.send_by'), json_extract(settings, '$.channel'),
    coalesce(json_extract(settings, '$.language'), 'en'), coalesce(json_extract(settings, '$.expires_in'), 30),
    coalesce(json_extract(settings, '$.roles'), ''), json_extract(settings, '$.grant_days'),
    json_extract(settings, '$.as_side'), json_extract(settings, '$.together_with'),
    coalesce(json_extract(settings, '$.subject'), ''), coalesce(json_extract(settings, '$.body'), ''),
    total_bytes, read_bytes, rows_read, rows_good, rows_done, rows_skipped, done_before,
    created_at, started_at, ended_at, lease, leased_until, note
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
CREATE INDEX batches_running ON batches (leased_until, id) WHERE state = 'running';
CREATE INDEX batches_reading ON batches (leased_until, id) WHERE state = 'reading';
CREATE INDEX batches_to_forget ON batches (created_at, id) WHERE state IN ('preview', 'failed');
