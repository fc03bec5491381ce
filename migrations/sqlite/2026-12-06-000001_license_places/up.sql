DROP TRIGGER license_counts_subscription_update;
DROP TRIGGER license_counts_subscription_insert;
CREATE TRIGGER license_counts_subscription_insert AFTER INSERT ON subscriptions WHEN new.license_sku <> '' BEGIN
    INSERT INTO license_counts (customer_id, license_sku, name, active, in_grace, suspended, disabled, assigned)
    SELECT new.customer_id, new.license_sku, coalesce((SELECT name FROM license_skus
            WHERE partner_id = new.partner_id AND provisioning_id = new.license_sku), new.offer_name), 0, 0, 0, 0, 0
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
            AND its.license_sku = new.license_sku AND its.state = 'disabled')
    WHERE customer_id = new.customer_id AND license_sku = new.license_sku;
END;
-- A subscription stays with its customer, and keeps a row for good.
CREATE TRIGGER license_counts_subscription_update
    AFTER UPDATE OF state, quantity, license_sku, plan_id ON subscriptions
BEGIN
    INSERT INTO license_counts (customer_id, license_sku, name, active, in_grace, suspended, disabled, assigned)
    SELECT new.customer_id, new.license_sku, coalesce((SELECT name FROM license_skus
            WHERE partner_id = new.partner_id AND provisioning_id = new.license_sku), new.offer_name), 0, 0, 0, 0, 0
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
            AND its.license_sku = license_counts.license_sku AND its.state = 'disabled')
    WHERE customer_id = new.customer_id AND license_sku IN (old.license_sku, new.license_sku);
END;
ALTER TABLE license_counts DROP COLUMN countries;

-- Where the licenses of a customer that work may be used, by what their plans say when it is asked: two letters each with a space
-- between; empty is everywhere. Not kept with the numbers, as a plan's countries change without a subscription.
CREATE VIEW license_places AS
SELECT customer_id, license_sku, CASE
    WHEN EXISTS (SELECT 1 FROM subscriptions AS its WHERE its.customer_id = license_counts.customer_id
        AND its.license_sku = license_counts.license_sku AND its.state IN ('active', 'expired')
        AND NOT EXISTS (SELECT 1 FROM plan_countries WHERE plan_countries.plan_id = its.plan_id)) THEN ''
    ELSE coalesce((SELECT group_concat(country, ' ') FROM (SELECT DISTINCT country FROM plan_countries
        WHERE plan_id IN (SELECT its.plan_id FROM subscriptions AS its
            WHERE its.customer_id = license_counts.customer_id AND its.license_sku = license_counts.license_sku
            AND its.state IN ('active', 'expired'))
        ORDER BY country)), '')
    END AS countries
FROM license_counts;
