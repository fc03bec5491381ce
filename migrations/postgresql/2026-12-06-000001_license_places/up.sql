CREATE OR REPLACE FUNCTION count_licenses(whose uuid, which text) RETURNS void LANGUAGE sql AS $$
    UPDATE license_counts SET
        active = its.active,
        in_grace = its.in_grace,
        suspended = its.suspended,
        disabled = its.disabled
    FROM (SELECT
            coalesce(sum(quantity) FILTER (WHERE state = 'active'), 0) AS active,
            coalesce(sum(quantity) FILTER (WHERE state = 'expired'), 0) AS in_grace,
            coalesce(sum(quantity) FILTER (WHERE state = 'suspended'), 0) AS suspended,
            coalesce(sum(quantity) FILTER (WHERE state = 'disabled'), 0) AS disabled
        FROM subscriptions WHERE customer_id = whose AND license_sku = which) AS its
    WHERE license_counts.customer_id = whose AND license_counts.license_sku = which;
$$;
CREATE OR REPLACE FUNCTION count_licenses_of_subscription() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF new.license_sku <> '' THEN
        INSERT INTO license_counts (customer_id, license_sku, name, active, in_grace, suspended, disabled, assigned)
        VALUES (new.customer_id, new.license_sku, coalesce((SELECT name FROM license_skus
            WHERE partner_id = new.partner_id AND provisioning_id = new.license_sku), new.offer_name), 0, 0, 0, 0, 0)
        ON CONFLICT DO NOTHING;
        PERFORM count_licenses(new.customer_id, new.license_sku);
    END IF;
    IF TG_OP = 'UPDATE' AND old.license_sku <> new.license_sku THEN
        PERFORM count_licenses(old.customer_id, old.license_sku);
    END IF;
    RETURN NULL;
END;
$$;
ALTER TABLE license_counts DROP COLUMN countries;

-- Where the licenses of a customer that work may be used, by what their plans say when it is asked: two letters each with a space
-- between; empty is everywhere. Not kept with the numbers, as a plan's countries change without a subscription.
CREATE VIEW license_places AS
SELECT customer_id, license_sku, CASE
    WHEN EXISTS (SELECT 1 FROM subscriptions AS its WHERE its.customer_id = license_counts.customer_id
        AND its.license_sku = license_counts.license_sku AND its.state IN ('active', 'expired')
        AND NOT EXISTS (SELECT 1 FROM plan_countries WHERE plan_countries.plan_id = its.plan_id)) THEN ''
    ELSE coalesce((SELECT string_agg(country, ' ' ORDER BY country) FROM (SELECT DISTINCT country FROM plan_countries
        WHERE plan_id IN (SELECT its.plan_id FROM subscriptions AS its
            WHERE its.customer_id = license_counts.customer_id AND its.license_sku = license_counts.license_sku
            AND its.state IN ('active', 'expired'))) AS places), '')
    END AS countries
FROM license_counts;
