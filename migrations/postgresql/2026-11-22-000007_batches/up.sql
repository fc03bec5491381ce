-- A file or list of rows that is read, looked at, and then carried out: imported customers, or many invitations.
CREATE TABLE batches (
    id uuid PRIMARY KEY,
    partner_id uuid NOT NULL REFERENCES partners (id),
    created_by uuid,
    run_by uuid,
    kind text NOT NULL CHECK (kind IN ('import', 'invite')),
    state text COLLATE "C" NOT NULL CHECK (state IN ('reading', 'preview', 'running', 'stopped', 'done', 'failed')),
    file_name text NOT NULL,
    portal text CHECK (portal IN ('office_365', 'azure')),
    hand_over text CHECK (hand_over IN ('send', 'prepare')),
    channel text CHECK (channel IN ('own_marketing', 'referral', 'provider', 'existing_customer')),
    language text NOT NULL CHECK (language IN ('en', 'de', 'fr', 'es', 'pt', 'ja')),
    expires_in integer NOT NULL CHECK (expires_in BETWEEN 1 AND 90),
    roles text NOT NULL,
    grant_days integer CHECK (grant_days BETWEEN 1 AND 730),
    as_side text CHECK (as_side IN ('provider', 'reseller')),
    together_with uuid REFERENCES partners (id),
    subject text NOT NULL,
    body text NOT NULL,
    total_bytes bigint NOT NULL,
    read_bytes bigint NOT NULL,
    rows_read integer NOT NULL,
    rows_good integer NOT NULL,
    rows_done integer NOT NULL,
    rows_skipped integer NOT NULL,
    done_before integer NOT NULL,
    created_at timestamptz NOT NULL,
    started_at timestamptz,
    ended_at timestamptz,
    lease uuid,
    leased_until timestamptz,
    note text NOT NULL,
    FOREIGN KEY (partner_id, created_by) REFERENCES users (partner_id, id),
    FOREIGN KEY (partner_id, run_by) REFERENCES users (partner_id, id),
    CHECK ((kind = 'import') = (portal IS NOT NULL)),
    CHECK ((kind = 'invite') = (hand_over IS NOT NULL)),
    CHECK ((kind = 'invite') = (channel IS NOT NULL)),
    CHECK ((as_side IS NULL) = (together_with IS NULL)),
    CHECK ((roles = '') = (grant_days IS NULL)),
    CHECK ((state = 'done') = (ended_at IS NOT NULL)),
    CHECK (state NOT IN ('running', 'stopped', 'done') OR started_at IS NOT NULL)
);
CREATE INDEX batches_by_partner ON batches (partner_id, kind, created_at, id);
CREATE INDEX batches_running ON batches (leased_until, id) WHERE state = 'running';
CREATE INDEX batches_reading ON batches (leased_until, id) WHERE state = 'reading';
CREATE INDEX batches_to_forget ON batches (created_at, id) WHERE state IN ('preview', 'failed');

-- A line of it. Personal data: goes with the batch, or some time after it is done.
CREATE TABLE batch_rows (
    batch_id uuid NOT NULL REFERENCES batches (id),
    line integer NOT NULL,
    company text NOT NULL,
    domain text NOT NULL,
    external_id text NOT NULL,
    contact text NOT NULL,
    email text NOT NULL,
    language text CHECK (language IN ('en', 'de', 'fr', 'es', 'pt', 'ja')),
    verdict text COLLATE "C" NOT NULL,
    why text NOT NULL,
    state text COLLATE "C" NOT NULL CHECK (state IN ('waiting', 'done', 'skipped', 'left')),
    entry_id uuid,
    invitation_id uuid,
    PRIMARY KEY (batch_id, line)
);
CREATE INDEX batch_rows_by_verdict ON batch_rows (batch_id, verdict, line);
CREATE INDEX batch_rows_by_state ON batch_rows (batch_id, state, line);
