-- Privileges get a name, what ended them, automatic extension, and when they were used last. What a list is filtered by
-- stands in the row, so that an index finds it:
--   next_warning_at   when the next letter about the end is due; none once the last one has gone
--   idle_at           when they will not have been used for 90 days; none once that is so
--   has_relationship  whether there is an active reseller relationship beside them; kept by triggers, so that no
--                     statement can forget it
-- token_hash is the SHA-256 of the link with which the customer ends them; written with the first letter that holds it.
ALTER TABLE grants
    ADD COLUMN name text COLLATE "C" CHECK (length(name) BETWEEN 1 AND 50),
    ADD COLUMN end_cause text CHECK (end_cause IN ('term', 'partner', 'customer')),
    ADD COLUMN auto_extend boolean NOT NULL DEFAULT false,
    ADD COLUMN last_used_at timestamptz,
    ADD COLUMN next_warning_at timestamptz,
    ADD COLUMN idle_at timestamptz,
    ADD COLUMN has_relationship boolean NOT NULL DEFAULT false,
    ADD COLUMN token_hash text;
UPDATE grants SET
    name = numbered.name,
    end_cause = CASE state WHEN 'expired' THEN 'term' WHEN 'terminated' THEN 'partner' END,
    -- Looked at once; only the latest letter that is overdue goes out.
    next_warning_at = CASE state WHEN 'active' THEN starts_at END,
    idle_at = CASE state WHEN 'active' THEN starts_at + interval '2160 hours' END,
    has_relationship = EXISTS (SELECT 1 FROM relationships WHERE relationships.partner_id = grants.partner_id
        AND relationships.customer_id = grants.customer_id AND relationships.state = 'active')
FROM (SELECT id, 'privileges-' || row_number() OVER (PARTITION BY partner_id ORDER BY starts_at, id) AS name FROM grants) AS numbered
WHERE numbered.id = grants.id;
ALTER TABLE grants
    ALTER COLUMN name SET NOT NULL,
    ALTER COLUMN auto_extend DROP DEFAULT,
    ALTER COLUMN has_relationship DROP DEFAULT,
    ADD CHECK ((state = 'active') = (end_cause IS NULL)),
    ADD CHECK ((state = 'expired') = (end_cause IS NOT NULL AND end_cause = 'term')),
    -- Global administrator is never extended by itself.
    ADD CHECK (NOT auto_extend OR roles NOT LIKE '%global_administrator%');

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

CREATE FUNCTION note_relationship_of_grants() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    present boolean := EXISTS (SELECT 1 FROM relationships WHERE partner_id = new.partner_id
        AND customer_id = new.customer_id AND state = 'active');
BEGIN
    UPDATE grants SET has_relationship = present
    WHERE partner_id = new.partner_id AND customer_id = new.customer_id AND has_relationship <> present;
    RETURN NULL;
END;
$$;
CREATE TRIGGER grants_relationship_begin AFTER INSERT ON relationships
    FOR EACH ROW EXECUTE FUNCTION note_relationship_of_grants();
CREATE TRIGGER grants_relationship_end AFTER UPDATE OF state ON relationships
    FOR EACH ROW WHEN (new.state <> old.state) EXECUTE FUNCTION note_relationship_of_grants();
CREATE TRIGGER grants_begin AFTER INSERT ON grants
    FOR EACH ROW EXECUTE FUNCTION note_relationship_of_grants();

-- The name that privileges are asked for with; another one is found when it is taken by then.
ALTER TABLE invitations ADD COLUMN grant_name text CHECK (length(grant_name) BETWEEN 1 AND 50);
-- Whether they are asked for with automatic extension, and without anything else. What was agreed to stands in the consent.
ALTER TABLE invitations ADD COLUMN auto_extend boolean NOT NULL DEFAULT false;
ALTER TABLE invitations ADD COLUMN privileges_only boolean NOT NULL DEFAULT false;
ALTER TABLE consents ADD COLUMN auto_extend boolean NOT NULL DEFAULT false;
