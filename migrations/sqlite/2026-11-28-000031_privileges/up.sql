-- Privileges get a name, what ended them, automatic extension, and when they were used last. What a list is filtered by
-- stands in the row, so that an index finds it:
--   next_warning_at   when the next letter about the end is due; none once the last one has gone
--   idle_at           when they will not have been used for 90 days; none once that is so
--   has_relationship  whether there is an active reseller relationship beside them; kept by triggers, so that no
--                     statement can forget it
-- token_hash is the SHA-256 of the link with which the customer ends them; written with the first letter that holds it.
CREATE TABLE new_grants (
    id TEXT PRIMARY KEY,
    partner_id TEXT NOT NULL REFERENCES partners (id),
    customer_id TEXT NOT NULL REFERENCES customers (id),
    consent_id TEXT NOT NULL REFERENCES consents (id),
    roles TEXT NOT NULL CHECK (roles <> ''),
    state TEXT NOT NULL CHECK (state IN ('active', 'expired', 'terminated')),
    starts_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    ended_at TEXT,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 50),
    end_cause TEXT CHECK (end_cause IN ('term', 'partner', 'customer')),
    auto_extend INTEGER NOT NULL CHECK (auto_extend IN (0, 1)),
    last_used_at TEXT,
    next_warning_at TEXT,
    idle_at TEXT,
    has_relationship INTEGER NOT NULL CHECK (has_relationship IN (0, 1)),
    token_hash TEXT,
    UNIQUE (consent_id, partner_id),
    CHECK (ends_at > starts_at),
    CHECK ((state = 'active') = (ended_at IS NULL)),
    CHECK ((state = 'active') = (end_cause IS NULL)),
    CHECK ((state = 'expired') = (end_cause IS NOT NULL AND end_cause = 'term')),
    -- Global administrator is never extended by itself.
    CHECK (NOT auto_extend OR roles NOT LIKE '%global_administrator%')
) STRICT;
INSERT INTO new_grants (id, partner_id, customer_id, consent_id, roles, state, starts_at, ends_at, ended_at,
    name, end_cause, auto_extend, last_used_at, next_warning_at, idle_at, has_relationship, token_hash)
SELECT id, partner_id, customer_id, consent_id, roles, state, starts_at, ends_at, ended_at,
    'privileges-' || row_number() OVER (PARTITION BY partner_id ORDER BY starts_at, id),
    CASE state WHEN 'expired' THEN 'term' WHEN 'terminated' THEN 'partner' END,
    0, NULL,
    -- Looked at once; only the latest letter that is overdue goes out.
    CASE state WHEN 'active' THEN starts_at END,
    CASE state WHEN 'active' THEN strftime('%Y-%m-%dT%H:%M:%S', starts_at, '+90 days') || substr(starts_at, 20) END,
    EXISTS (SELECT 1 FROM relationships WHERE relationships.partner_id = grants.partner_id
        AND relationships.customer_id = grants.customer_id AND relationships.state = 'active'),
    NULL
FROM grants;
DROP TABLE grants;
ALTER TABLE new_grants RENAME TO grants;
CREATE INDEX grants_by_customer ON grants (partner_id, customer_id, ends_at);
CREATE INDEX grants_by_end ON grants (ends_at, id) WHERE state = 'active';

-- What the list over all customers shows: one index for each of its parts and orders.
CREATE UNIQUE INDEX grants_by_name ON grants (partner_id, lower(name));
CREATE INDEX grants_active ON grants (partner_id, ends_at, id) WHERE state = 'active';
CREATE INDEX grants_active_named ON grants (partner_id, lower(name), id) WHERE state = 'active';
CREATE INDEX grants_ending ON grants (partner_id, ends_at, id) WHERE state = 'active' AND NOT auto_extend;
CREATE INDEX grants_ending_named ON grants (partner_id, lower(name), id, ends_at) WHERE state = 'active' AND NOT auto_extend;
CREATE INDEX grants_over ON grants (partner_id, ends_at, id) WHERE state <> 'active';
CREATE INDEX grants_over_named ON grants (partner_id, lower(name), id) WHERE state <> 'active';
CREATE INDEX grants_alone ON grants (partner_id, ends_at, id) WHERE state = 'active' AND NOT has_relationship;
CREATE INDEX grants_alone_named ON grants (partner_id, lower(name), id) WHERE state = 'active' AND NOT has_relationship;
CREATE INDEX grants_unused ON grants (partner_id, ends_at, id) WHERE state = 'active' AND idle_at IS NULL;
CREATE INDEX grants_unused_named ON grants (partner_id, lower(name), id) WHERE state = 'active' AND idle_at IS NULL;
-- What is due.
CREATE INDEX grants_by_warning ON grants (next_warning_at, id) WHERE next_warning_at IS NOT NULL;
CREATE INDEX grants_by_idleness ON grants (idle_at, id) WHERE idle_at IS NOT NULL;
CREATE UNIQUE INDEX grants_by_link ON grants (token_hash) WHERE token_hash IS NOT NULL;

CREATE TRIGGER grants_relationship_begin AFTER INSERT ON relationships WHEN new.state = 'active' BEGIN
    UPDATE grants SET has_relationship = 1
    WHERE partner_id = new.partner_id AND customer_id = new.customer_id AND NOT has_relationship;
END;
CREATE TRIGGER grants_relationship_end AFTER UPDATE OF state ON relationships WHEN new.state <> old.state BEGIN
    UPDATE grants SET has_relationship = NOT has_relationship
    WHERE partner_id = new.partner_id AND customer_id = new.customer_id
        AND has_relationship <> EXISTS (SELECT 1 FROM relationships WHERE partner_id = new.partner_id
            AND customer_id = new.customer_id AND state = 'active');
END;
CREATE TRIGGER grants_begin AFTER INSERT ON grants BEGIN
    UPDATE grants SET has_relationship = EXISTS (SELECT 1 FROM relationships
        WHERE partner_id = new.partner_id AND customer_id = new.customer_id AND state = 'active')
    WHERE id = new.id;
END;

-- The name that privileges are asked for with; another one is found when it is taken by then.
ALTER TABLE invitations ADD COLUMN grant_name TEXT CHECK (length(grant_name) BETWEEN 1 AND 50);
-- Whether they are asked for with automatic extension, and without anything else. What was agreed to stands in the consent.
ALTER TABLE invitations ADD COLUMN auto_extend INTEGER NOT NULL DEFAULT 0 CHECK (auto_extend IN (0, 1));
ALTER TABLE invitations ADD COLUMN privileges_only INTEGER NOT NULL DEFAULT 0 CHECK (privileges_only IN (0, 1));
ALTER TABLE consents ADD COLUMN auto_extend INTEGER NOT NULL DEFAULT 0 CHECK (auto_extend IN (0, 1));
