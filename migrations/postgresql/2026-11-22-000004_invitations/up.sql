-- The wording a customer is asked to agree to, kept once and for good.
CREATE TABLE terms (
    hash text PRIMARY KEY,
    version text NOT NULL,
    body text NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE invitations (
    id uuid PRIMARY KEY,
    partner_id uuid NOT NULL REFERENCES partners (id),
    entry_id uuid,
    created_by uuid NOT NULL,
    state text COLLATE "C" NOT NULL
        CHECK (state IN ('draft', 'ready', 'sent', 'accepted', 'declined', 'expired', 'revoked')),
    version integer NOT NULL,
    link_version integer NOT NULL,
    token_hash text NOT NULL UNIQUE,
    recipient text COLLATE "C" NOT NULL,
    recipient_name text NOT NULL,
    company_name text NOT NULL,
    domain text COLLATE "C" NOT NULL,
    language text NOT NULL CHECK (language IN ('en', 'de', 'fr', 'es', 'pt', 'ja')),
    channel text COLLATE "C" CHECK (channel IN ('own_marketing', 'referral', 'provider', 'existing_customer')),
    subject text NOT NULL,
    body text NOT NULL,
    roles text NOT NULL,
    grant_days integer CHECK (grant_days BETWEEN 1 AND 730),
    expires_in integer NOT NULL CHECK (expires_in BETWEEN 1 AND 90),
    terms_hash text REFERENCES terms (hash),
    created_at timestamptz NOT NULL,
    ready_at timestamptz,
    sent_at timestamptz,
    opened_at timestamptz,
    expires_at timestamptz,
    answered_at timestamptz,
    last_code_at timestamptz,
    refusal text CHECK (refusal IN ('declined', 'unexpected')),
    refusal_reason text NOT NULL,
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
);
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
    invitation_id uuid NOT NULL REFERENCES invitations (id),
    partner_id uuid NOT NULL REFERENCES partners (id),
    kind text NOT NULL CHECK (kind IN ('indirect_reseller', 'indirect_provider', 'direct_bill')),
    PRIMARY KEY (invitation_id, partner_id)
);
CREATE INDEX invitation_parties_by_partner ON invitation_parties (partner_id, invitation_id);

CREATE TABLE code_requests (
    id uuid PRIMARY KEY,
    invitation_id uuid NOT NULL REFERENCES invitations (id),
    person_name text NOT NULL,
    job_title text NOT NULL,
    email text COLLATE "C" NOT NULL,
    language text NOT NULL,
    tries integer NOT NULL CHECK (tries BETWEEN 0 AND 5),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX code_requests_by_invitation ON code_requests (invitation_id, created_at);
