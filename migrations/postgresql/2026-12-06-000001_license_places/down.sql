DROP VIEW license_places;
ALTER TABLE license_counts ADD COLUMN countries text NOT NULL DEFAULT '';
CREATE OR REPLACE FUNCTION count_licenses(whose uuid, which text) RETURNS void LANGUAGE sql AS $$
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
CREATE OR REPLACE FUNCTION count_licenses_of_subscription() RETURNS trigger LANGUAGE plpgsql AS $$
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

SELECT count_licenses(customer_id, license_sku) FROM license_counts;
