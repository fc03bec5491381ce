CREATE TABLE consents (
    id TEXT PRIMARY KEY,
    invitation_id TEXT NOT NULL UNIQUE REFERENCES invitations (id),
    customer_id TEXT NOT NULL REFERENCES customers (id),
    terms_hash TEXT NOT NULL REFERENCES terms (hash),
    person_name TEXT NOT NULL,
    job_title TEXT NOT NULL,
    email TEXT NOT NULL,
    domain_verified INTEGER NOT NULL CHECK (domain_verified IN (0, 1)),
    roles TEXT NOT NULL,
    grant_days INTEGER,
    accepted_at TEXT NOT NULL
) STRICT;
CREATE INDEX consents_by_customer ON consents (customer_id, accepted_at);

CREATE TABLE relationships (
    id TEXT PRIMARY KEY,
    partner_id TEXT NOT NULL REFERENCES partners (id),
    customer_id TEXT NOT NULL REFERENCES customers (id),
    kind TEXT NOT NULL CHECK (kind IN ('indirect_reseller', 'indirect_provider', 'direct_bill')),
    state TEXT NOT NULL CHECK (state IN ('active', 'ended')),
    consent_id TEXT NOT NULL REFERENCES consents (id),
    started_at TEXT NOT NULL,
    ended_at TEXT,
    ended_by TEXT,
    end_reason TEXT NOT NULL,
    statements_version TEXT,
    UNIQUE (consent_id, partner_id, kind),
    FOREIGN KEY (partner_id, ended_by) REFERENCES users (partner_id, id),
    CHECK ((state = 'ended') = (ended_at IS NOT NULL)),
    CHECK ((state = 'ended') = (statements_version IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX relationships_one_active ON relationships (partner_id, customer_id, kind) WHERE state = 'active';
CREATE INDEX relationships_by_customer ON relationships (customer_id, partner_id, started_at);

CREATE TABLE grants (
    id TEXT PRIMARY KEY,
    partner_id TEXT NOT NULL REFERENCES partners (id),
    customer_id TEXT NOT NULL REFERENCES customers (id),
    consent_id TEXT NOT NULL REFERENCES consents (id),
    roles TEXT NOT NULL CHECK (roles <> ''),
    state TEXT NOT NULL CHECK (state IN ('active', 'expired', 'terminated')),
    starts_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    ended_at TEXT,
    UNIQUE (consent_id, partner_id),
    CHECK (ends_at > starts_at),
    CHECK ((state = 'active') = (ended_at IS NULL))
) STRICT;
CREATE INDEX grants_by_customer ON grants (partner_id, customer_id, ends_at);
CREATE INDEX grants_by_end ON grants (ends_at, id) WHERE state = 'active';

-- What a customer agreed to is never changed afterwards.
CREATE TRIGGER consents_kept_update BEFORE UPDATE ON consents BEGIN
    SELECT RAISE (ABORT, 'consents is never changed or deleted');
END;
CREATE TRIGGER consents_kept_delete BEFORE DELETE ON consents BEGIN
    SELECT RAISE (ABORT, 'consents is never changed or deleted');
END;
CREATE TRIGGER terms_kept_update BEFORE UPDATE ON terms BEGIN
    SELECT RAISE (ABORT, 'terms is never changed or deleted');
END;
CREATE TRIGGER terms_kept_delete BEFORE DELETE ON terms BEGIN
    SELECT RAISE (ABORT, 'terms is never changed or deleted');
END;
