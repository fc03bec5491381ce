-- The license that a subscription gives, as its plan named it when it was ordered: by it all sellers know it. Empty, where it is not
-- assigned to people.
ALTER TABLE subscriptions ADD COLUMN license_sku TEXT NOT NULL DEFAULT '';
UPDATE subscriptions SET license_sku = coalesce((SELECT CASE
        WHEN plans.provisioning_id <> '' THEN plans.provisioning_id
        WHEN plans.has_matrix = 0 THEN plans.product_id || '/' || plans.sku_id
        ELSE '' END
    FROM plans WHERE plans.id = subscriptions.plan_id), '');
CREATE INDEX subscriptions_by_license ON subscriptions (customer_id, license_sku, state);

-- How many units of each license a customer has over all sellers, and how many of them are assigned, counted by whoever changes
-- a subscription or an assignment, in the same transaction. Triggers, so that no statement can forget it.
CREATE TABLE license_counts (
    customer_id TEXT NOT NULL REFERENCES customers (id),
    license_sku TEXT NOT NULL CHECK (license_sku <> ''),
    name TEXT NOT NULL,
    -- Where the plans of those that work may be used, two letters each with a space between; empty is everywhere.
    countries TEXT NOT NULL,
    active INTEGER NOT NULL CHECK (active >= 0),
    in_grace INTEGER NOT NULL CHECK (in_grace >= 0),
    suspended INTEGER NOT NULL CHECK (suspended >= 0),
    disabled INTEGER NOT NULL CHECK (disabled >= 0),
    assigned INTEGER NOT NULL CHECK (assigned >= 0),
    PRIMARY KEY (customer_id, license_sku)
) STRICT;

-- Who holds a license. What a deleted user held stays here, without counting, for when they are restored.
CREATE TABLE license_assignments (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL,
    user_id TEXT NOT NULL REFERENCES directory_users (id),
    license_sku TEXT NOT NULL,
    assigned_at TEXT NOT NULL,
    -- By whom, and of which partner.
    assigned_by TEXT NOT NULL REFERENCES users (id),
    assigned_in TEXT NOT NULL REFERENCES partners (id),
    -- The IDs of the services that are switched off in it, with a space between.
    services_off TEXT NOT NULL,
    is_held INTEGER NOT NULL CHECK (is_held IN (0, 1)),
    UNIQUE (customer_id, user_id, license_sku),
    FOREIGN KEY (customer_id, license_sku) REFERENCES license_counts (customer_id, license_sku)
) STRICT;
-- Those assigned last lose theirs first.
CREATE INDEX license_assignments_in_order
    ON license_assignments (customer_id, license_sku, is_held, assigned_at, id);
CREATE INDEX license_assignments_of_user ON license_assignments (user_id, license_sku);

CREATE TRIGGER license_counts_subscription_insert AFTER INSERT ON subscriptions WHEN new.license_sku <> '' BEGIN
    INSERT INTO license_counts (customer_id, license_sku, name, countries, active, in_grace, suspended, disabled, assigned)
    SELECT new.customer_id, new.license_sku, coalesce((SELECT name FROM license_skus
            WHERE partner_id = new.partner_id AND provisioning_id = new.license_sku), new.offer_name), '', 0, 0, 0, 0, 0
    WHERE NOT EXISTS (SELECT 1 FROM license_counts
        WHERE customer_id = new.customer_id AND license_sku = new.license_sku);
    UPDATE license_counts SET
        active = (SELECT coalesce(sum(quantity), 0) FROM subscriptions AS its WHERE its.customer_id = new.customer_id
            AND its.license_sku = new.license_sku AND its.state = 'active'),
        in_grace = (SELECT coalesce(sum(quantity), 0) FROM subscriptions AS its WHERE its.customer_id = new.customer_id
            AND its.license_sku = new.license_sku AND its.state = 'expired'),
        suspended = (SELECT coalesce(sum(quantity), 0) FROM subscriptions AS its WHERE its.customer_id = new.customer_id
            AND its.license_sku = new.license_sku AND its.state = 'suspended'),
        disabled = (SELECT coalesce(sum(quantity), 0) FROM subscriptions AS its WHERE its.customer_id = new.customer_id
            AND its.license_sku = new.license_sku AND its.state = 'disabled'),
        countries = CASE WHEN EXISTS (SELECT 1 FROM subscriptions AS its WHERE its.customer_id = new.customer_id
                AND its.license_sku = new.license_sku AND its.state IN ('active', 'expired')
                AND NOT EXISTS (SELECT 1 FROM plan_countries WHERE plan_id = its.plan_id)) THEN ''
            ELSE coalesce((SELECT group_concat(country, ' ') FROM (SELECT DISTINCT country FROM plan_countries
                WHERE plan_id IN (SELECT its.plan_id FROM subscriptions AS its WHERE its.customer_id = new.customer_id
                    AND its.license_sku = new.license_sku AND its.state IN ('active', 'expired'))
                ORDER BY country)), '') END
    WHERE customer_id = new.customer_id AND license_sku = new.license_sku;
END;
-- A subscription stays with its customer, and keeps a row for good.
CREATE TRIGGER license_counts_subscription_update
    AFTER UPDATE OF state, quantity, license_sku, plan_id ON subscriptions
BEGIN
    INSERT INTO license_counts (customer_id, license_sku, name, countries, active, in_grace, suspended, disabled, assigned)
    SELECT new.customer_id, new.license_sku, coalesce((SELECT name FROM license_skus
            WHERE partner_id = new.partner_id AND provisioning_id = new.license_sku), new.offer_name), '', 0, 0, 0, 0, 0
    WHERE new.license_sku <> '' AND NOT EXISTS (SELECT 1 FROM license_counts
        WHERE customer_id = new.customer_id AND license_sku = new.license_sku);
    UPDATE license_counts SET
        active = (SELECT coalesce(sum(quantity), 0) FROM subscriptions AS its WHERE its.customer_id = new.customer_id
            AND its.license_sku = license_counts.license_sku AND its.state = 'active'),
        in_grace = (SELECT coalesce(sum(quantity), 0) FROM subscriptions AS its WHERE its.customer_id = new.customer_id
            AND its.license_sku = license_counts.license_sku AND its.state = 'expired'),
        suspended = (SELECT coalesce(sum(quantity), 0) FROM subscriptions AS its WHERE its.customer_id = new.customer_id
            AND its.license_sku = license_counts.license_sku AND its.state = 'suspended'),
        disabled = (SELECT coalesce(sum(quantity), 0) FROM subscriptions AS its WHERE its.customer_id = new.customer_id
            AND its.license_sku = license_counts.license_sku AND its.state = 'disabled'),
        countries = CASE WHEN EXISTS (SELECT 1 FROM subscriptions AS its WHERE its.customer_id = new.customer_id
                AND its.license_sku = license_counts.license_sku AND its.state IN ('active', 'expired')
                AND NOT EXISTS (SELECT 1 FROM plan_countries WHERE plan_id = its.plan_id)) THEN ''
            ELSE coalesce((SELECT group_concat(country, ' ') FROM (SELECT DISTINCT country FROM plan_countries
                WHERE plan_id IN (SELECT its.plan_id FROM subscriptions AS its WHERE its.customer_id = new.customer_id
                    AND its.license_sku = license_counts.license_sku AND its.state IN ('active', 'expired'))
                ORDER BY country)), '') END
    WHERE customer_id = new.customer_id AND license_sku IN (old.license_sku, new.license_sku);
END;

CREATE TRIGGER license_counts_assignment_insert AFTER INSERT ON license_assignments BEGIN
    UPDATE license_counts SET assigned = assigned + new.is_held
    WHERE customer_id = new.customer_id AND license_sku = new.license_sku;
END;
CREATE TRIGGER license_counts_assignment_update AFTER UPDATE OF is_held ON license_assignments
WHEN new.is_held <> old.is_held BEGIN
    UPDATE license_counts SET assigned = assigned + new.is_held - old.is_held
    WHERE customer_id = new.customer_id AND license_sku = new.license_sku;
END;
CREATE TRIGGER license_counts_assignment_delete AFTER DELETE ON license_assignments BEGIN
    UPDATE license_counts SET assigned = assigned - old.is_held
    WHERE customer_id = old.customer_id AND license_sku = old.license_sku;
END;

INSERT INTO license_counts (customer_id, license_sku, name, countries, active, in_grace, suspended, disabled, assigned)
SELECT customer_id, license_sku, min(coalesce((SELECT name FROM license_skus
        WHERE license_skus.partner_id = subscriptions.partner_id AND provisioning_id = license_sku), offer_name)), '', 0, 0, 0, 0, 0
FROM subscriptions WHERE license_sku <> '' GROUP BY customer_id, license_sku;
UPDATE subscriptions SET license_sku = license_sku WHERE license_sku <> '';
