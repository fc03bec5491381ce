CREATE TABLE consents (
    id uuid PRIMARY KEY,
    invitation_id uuid NOT NULL UNIQUE REFERENCES invitations (id),
    customer_id uuid NOT NULL REFERENCES customers (id),
    terms_hash text NOT NULL REFERENCES terms (hash),
    person_name text NOT NULL,
    job_title text NOT NULL,
    email text NOT NULL,
    domain_verified boolean NOT NULL,
    roles text NOT NULL,
    grant_days integer,
    accepted_at timestamptz NOT NULL
);
CREATE INDEX consents_by_customer ON consents (customer_id, accepted_at);

CREATE TABLE relationships (
    id uuid PRIMARY KEY,
    partner_id uuid NOT NULL REFERENCES partners (id),
    customer_id uuid NOT NULL REFERENCES customers (id),
    kind text NOT NULL CHECK (kind IN ('indirect_reseller', 'indirect_provider', 'direct_bill')),
    state text NOT NULL CHECK (state IN ('active', 'ended')),
    consent_id uuid NOT NULL REFERENCES consents (id),
    started_at timestamptz NOT NULL,
    ended_at timestamptz,
    ended_by uuid,
    end_reason text NOT NULL,
    statements_version text,
    UNIQUE (consent_id, partner_id, kind),
    FOREIGN KEY (partner_id, ended_by) REFERENCES users (partner_id, id),
    CHECK ((state = 'ended') = (ended_at IS NOT NULL)),
    CHECK ((state = 'ended') = (statements_version IS NOT NULL))
);
CREATE UNIQUE INDEX relationships_one_active ON relationships (partner_id, customer_id, kind) WHERE state = 'active';
CREATE INDEX relationships_by_customer ON relationships (customer_id, partner_id, started_at);

CREATE TABLE grants (
    id uuid PRIMARY KEY,
    partner_id uuid NOT NULL REFERENCES partners (id),
    customer_id uuid NOT NULL REFERENCES customers (id),
    consent_id uuid NOT NULL REFERENCES consents (id),
    roles text NOT NULL CHECK (roles <> ''),
    state text NOT NULL CHECK (state IN ('active', 'expired', 'terminated')),
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    ended_at timestamptz,
    UNIQUE (consent_id, partner_id),
    CHECK (ends_at > starts_at),
    CHECK ((state = 'active') = (ended_at IS NULL))
);
CREATE INDEX grants_by_customer ON grants (partner_id, customer_id, ends_at);
CREATE INDEX grants_by_end ON grants (ends_at, id) WHERE state = 'active';

-- What a customer agreed to is never changed afterwards.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is never changed or deleted', TG_TABLE_NAME;
END $$;
CREATE TRIGGER consents_kept BEFORE UPDATE OR DELETE ON consents FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER terms_kept BEFORE UPDATE OR DELETE ON terms FOR EACH ROW EXECUTE FUNCTION refuse_change();
