-- The wording a customer is asked to agree to, kept once and for good.
CREATE TABLE terms (
    hash TEXT PRIMARY KEY,
    version TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE invitations (
    id TEXT PRIMARY KEY,
    partner_id TEXT NOT NULL REFERENCES partners (id),
    entry_id TEXT,
    created_by TEXT NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('draft', 'ready', 'sent', 'accepted', 'declined', 'expired', 'revoked')),
    version INTEGER NOT NULL,
    link_version INTEGER NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    recipient TEXT NOT NULL,
    recipient_name TEXT NOT NULL,
    company_name TEXT NOT NULL,
    domain TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('en', 'de', 'fr', 'es', 'pt', 'ja')),
    channel TEXT CHECK (channel IN ('own_marketing', 'referral', 'provider', 'existing_customer')),
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    roles TEXT NOT NULL,
    grant_days INTEGER CHECK (grant_days BETWEEN 1 AND 730),
    expires_in INTEGER NOT NULL CHECK (expires_in BETWEEN 1 AND 90),
    terms_hash TEXT REFERENCES terms (hash),
    created_at TEXT NOT NULL,
    ready_at TEXT,
    sent_at TEXT,
    opened_at TEXT,
    expires_at TEXT,
    answered_at TEXT,
    last_code_at TEXT,
    refusal TEXT CHECK (refusal IN ('declined', 'unexpected')),
    refusal_reason TEXT NOT NULL,
    UNIQUE (partner_id, id),
    FOREIGN KEY (partner_id, entry_id) REFERENCES customer_entries (partner_id, id),
    FOREIGN KEY (partner_id, created_by) REFERENCES users (partner_id, id),
    CHECK ((entry_id IS NULL) = (channel IS NULL)),
    CHECK (entry_id IS NOT NULL OR roles = ''),
    CHECK ((roles = '') = (grant_days IS NULL)),
    CHECK (state NOT IN ('ready', 'sent', 'accepted', 'declined', 'expired')
        OR (expires_at IS NOT NULL AND terms_hash IS NOT NULL AND ready_at IS NOT NULL)),
    CHECK (state <> 'sent' OR sent_at IS NOT NULL),
    CHECK ((state = 'declined') = (refusal IS NOT NULL)),
    CHECK ((state IN ('accepted', 'declined')) = (answered_at IS NOT NULL))
) STRICT;
-- One open ask per company and partner. Without an entry it asks another partner for a partnership.
CREATE UNIQUE INDEX invitations_one_open ON invitations (entry_id) WHERE state IN ('draft', 'ready', 'sent');
CREATE UNIQUE INDEX invitations_one_open_partnership ON invitations (partner_id, domain)
    WHERE entry_id IS NULL AND state IN ('draft', 'ready', 'sent');
CREATE INDEX invitations_by_time ON invitations (partner_id, created_at, id);
CREATE INDEX invitations_by_state ON invitations (partner_id, state, created_at, id);
CREATE INDEX invitations_by_entry ON invitations (partner_id, entry_id, created_at, id);
CREATE INDEX invitations_by_answer ON invitations (partner_id, state, answered_at);
CREATE INDEX invitations_by_channel ON invitations (partner_id, channel, state) WHERE channel IS NOT NULL;
CREATE INDEX invitations_waiting ON invitations (partner_id, expires_at, id) WHERE state IN ('ready', 'sent');
CREATE INDEX invitations_by_end ON invitations (expires_at, id) WHERE state IN ('ready', 'sent');

-- Who gets a relationship when the customer accepts: one partner, or a reseller and its provider.
CREATE TABLE invitation_parties (
    invitation_id TEXT NOT NULL REFERENCES invitations (id),
    partner_id TEXT NOT NULL REFERENCES partners (id),
    kind TEXT NOT NULL CHECK (kind IN ('indirect_reseller', 'indirect_provider', 'direct_bill')),
    PRIMARY KEY (invitation_id, partner_id)
) STRICT;
CREATE INDEX invitation_parties_by_partner ON invitation_parties (partner_id, invitation_id);

CREATE TABLE code_requests (
    id TEXT PRIMARY KEY,
    invitation_id TEXT NOT NULL REFERENCES invitations (id),
    person_name TEXT NOT NULL,
    job_title TEXT NOT NULL,
    email TEXT NOT NULL,
    language TEXT NOT NULL,
    tries INTEGER NOT NULL CHECK (tries BETWEEN 0 AND 5),
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT
) STRICT;
CREATE INDEX code_requests_by_invitation ON code_requests (invitation_id, created_at);
