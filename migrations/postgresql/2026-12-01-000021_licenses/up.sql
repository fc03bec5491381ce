-- The license that a subscription gives, as its plan named it when it was ordered: by it all sellers know it. Empty, where it is not
-- assigned to people.
ALTER TABLE subscriptions ADD COLUMN license_sku text COLLATE "C" NOT NULL DEFAULT '';
UPDATE subscriptions SET license_sku = coalesce((SELECT CASE
        WHEN plans.provisioning_id <> '' THEN plans.provisioning_id
        WHEN NOT plans.has_matrix THEN plans.product_id || '/' || plans.sku_id
        ELSE '' END
    FROM plans WHERE plans.id = subscriptions.plan_id), '');
CREATE INDEX subscriptions_by_license ON subscriptions (customer_id, license_sku, state);

-- How many units of each license a customer has over all sellers, and how many of them are assigned, counted by whoever changes
-- a subscription or an assignment, in the same transaction. Triggers, so that no statement can forget it. The row of a license is
-- written often, so its page is kept mostly empty for its next versions.
CREATE TABLE license_counts (
    customer_id uuid NOT NULL REFERENCES customers (id),
    license_sku text COLLATE "C" NOT NULL CHECK (license_sku <> ''),
    name text NOT NULL,
    -- Where the plans of those that work may be used, two letters each with a space between; empty is everywhere.
    countries text NOT NULL,
    active bigint NOT NULL CHECK (active >= 0),
    in_grace bigint NOT NULL CHECK (in_grace >= 0),
    suspended bigint NOT NULL CHECK (suspended >= 0),
    disabled bigint NOT NULL CHECK (disabled >= 0),
    assigned bigint NOT NULL CHECK (assigned >= 0),
    PRIMARY KEY (customer_id, license_sku)
) WITH (fillfactor = 20);

-- Who holds a license. What a deleted user held stays here, without counting, for when they are restored.
CREATE TABLE license_assignments (
    id uuid PRIMARY KEY,
    customer_id uuid NOT NULL,
    user_id uuid NOT NULL REFERENCES directory_users (id),
    license_sku text COLLATE "C" NOT NULL,
    assigned_at timestamptz NOT NULL,
    -- By whom, and of which partner.
    assigned_by uuid NOT NULL REFERENCES users (id),
    assigned_in uuid NOT NULL REFERENCES partners (id),
    -- The IDs of the services that are switched off in it, with a space between.
    services_off text NOT NULL,
    is_held boolean NOT NULL,
    UNIQUE (customer_id, user_id, license_sku),
    FOREIGN KEY (customer_id, license_sku) REFERENCES license_counts (customer_id, license_sku)
);
-- Those assigned last lose theirs first.
CREATE INDEX license_assignments_in_order
    ON license_assignments (customer_id, license_sku, is_held, assigned_at, id);
CREATE INDEX license_assignments_of_user ON license_assignments (user_id, license_sku);

CREATE FUNCTION count_licenses(whose uuid, which text) RETURNS void LANGUAGE sql AS $$
    UPDATE license_counts SET
        active = its.active,
        in_grace = its.in_grace,
        suspended = its.suspended,
        disabled = its.disabled,
        countries = its.countries
    FROM (SELECT
            coalesce(sum(quantity) FILTER (WHERE state = 'active'), 0) AS active,
            coalesce(sum(quantity) FILTER (WHERE state = 'expired'), 0) AS in_grace,
            coalesce(sum(quantity) FILTER (WHERE state = 'suspended'), 0) AS suspended,
            coalesce(sum(quantity) FILTER (WHERE state = 'disabled'), 0) AS disabled,
            CASE WHEN bool_or(NOT EXISTS (SELECT 1 FROM plan_countries WHERE plan_id = subscriptions.plan_id))
                FILTER (WHERE state IN ('active', 'expired')) THEN ''
                ELSE coalesce((SELECT string_agg(country, ' ' ORDER BY country) FROM (SELECT DISTINCT country
                    FROM plan_countries WHERE plan_id IN (SELECT working.plan_id FROM subscriptions AS working
                        WHERE working.customer_id = whose AND working.license_sku = which
                        AND working.state IN ('active', 'expired'))) AS places), '')
                END AS countries
        FROM subscriptions WHERE customer_id = whose AND license_sku = which) AS its
    WHERE license_counts.customer_id = whose AND license_counts.license_sku = which;
$$;
CREATE FUNCTION count_licenses_of_subscription() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF new.license_sku <> '' THEN
        INSERT INTO license_counts (customer_id, license_sku, name, countries, active, in_grace, suspended, disabled, assigned)
        VALUES (new.customer_id, new.license_sku, coalesce((SELECT name FROM license_skus
            WHERE partner_id = new.partner_id AND provisioning_id = new.license_sku), new.offer_name), '', 0, 0, 0, 0, 0)
        ON CONFLICT DO NOTHING;
        PERFORM count_licenses(new.customer_id, new.license_sku);
    END IF;
    IF TG_OP = 'UPDATE' AND old.license_sku <> new.license_sku THEN
        PERFORM count_licenses(old.customer_id, old.license_sku);
    END IF;
    RETURN NULL;
END;
$$;
CREATE TRIGGER license_counts_subscription_insert AFTER INSERT ON subscriptions
    FOR EACH ROW WHEN (new.license_sku <> '') EXECUTE FUNCTION count_licenses_of_subscription();
-- A subscription stays with its customer, and keeps a row for good.
CREATE TRIGGER license_counts_subscription_update
    AFTER UPDATE OF state, quantity, license_sku, plan_id ON subscriptions
    FOR EACH ROW EXECUTE FUNCTION count_licenses_of_subscription();

CREATE FUNCTION count_license_assigned() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE license_counts SET assigned = assigned + new.is_held::int
    WHERE customer_id = new.customer_id AND license_sku = new.license_sku;
    RETURN NULL;
END;
$$;
CREATE FUNCTION count_license_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE license_counts SET assigned = assigned + new.is_held::int - old.is_held::int
    WHERE customer_id = new.customer_id AND license_sku = new.license_sku;
    RETURN NULL;
END;
$$;
CREATE FUNCTION count_license_taken() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE license_counts SET assigned = assigned - old.is_held::int
    WHERE customer_id = old.customer_id AND license_sku = old.license_sku;
    RETURN NULL;
END;
$$;
CREATE TRIGGER license_counts_assignment_insert AFTER INSERT ON license_assignments
    FOR EACH ROW EXECUTE FUNCTION count_license_assigned();
CREATE TRIGGER license_counts_assignment_update AFTER UPDATE OF is_held ON license_assignments
    FOR EACH ROW WHEN (old.is_held <> new.is_held) EXECUTE FUNCTION count_license_changed();
CREATE TRIGGER license_counts_assignment_delete AFTER DELETE ON license_assignments
    FOR EACH ROW EXECUTE FUNCTION count_license_taken();

INSERT INTO license_counts (customer_id, license_sku, name, countries, active, in_grace, suspended, disabled, assigned)
SELECT customer_id, license_sku, min(coalesce((SELECT name FROM license_skus
        WHERE license_skus.partner_id = subscriptions.partner_id AND provisioning_id = license_sku), offer_name)), '', 0, 0, 0, 0, 0
FROM subscriptions WHERE license_sku <> '' GROUP BY customer_id, license_sku;
SELECT count_licenses(customer_id, license_sku) FROM license_counts;
