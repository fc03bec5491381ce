ALTER TABLE consents DROP COLUMN auto_extend;
ALTER TABLE invitations DROP COLUMN privileges_only;
ALTER TABLE invitations DROP COLUMN auto_extend;
ALTER TABLE invitations DROP COLUMN grant_name;
DROP TRIGGER grants_begin;
DROP TRIGGER grants_relationship_end;
DROP TRIGGER grants_relationship_begin;
CREATE TABLE old_grants (
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
INSERT INTO old_grants SELECT id, partner_id, customer_id, consent_id, roles, state, starts_at, ends_at, ended_at FROM grants;
DROP TABLE grants;
ALTER TABLE old_grants RENAME TO grants;
CREATE INDEX grants_by_customer ON grants (partner_id, customer_id, ends_at);
CREATE INDEX grants_by_end ON grants (ends_at, id) WHERE state = 'active';
