-- Lists of subscriptions take several filters at once. Each index of one filter carries what the others ask behind the order
-- of the list, so that rows which do not fit are passed over inside the index, without fetching them.
DROP INDEX subscriptions_of_seller_by_state;
CREATE INDEX subscriptions_of_seller_by_state
    ON subscriptions (partner_id, state, commitment_end_date, id, plan_id, partner_id_on_record);
DROP INDEX subscriptions_of_seller_by_plan;
CREATE INDEX subscriptions_of_seller_by_plan
    ON subscriptions (partner_id, plan_id, commitment_end_date, id, state, partner_id_on_record);
DROP INDEX subscriptions_of_seller_by_reseller;
CREATE INDEX subscriptions_of_seller_by_reseller
    ON subscriptions (partner_id, partner_id_on_record, commitment_end_date, id, state, plan_id);
DROP INDEX subscriptions_that_renew;
CREATE INDEX subscriptions_that_renew
    ON subscriptions (partner_id, commitment_end_date, id, plan_id, partner_id_on_record)
    WHERE state = 'active' AND auto_renew_enabled;
DROP INDEX subscriptions_of_reseller_by_state;
CREATE INDEX subscriptions_of_reseller_by_state
    ON subscriptions (partner_id_on_record, state, commitment_end_date, id, plan_id);
DROP INDEX subscriptions_of_reseller_by_plan;
CREATE INDEX subscriptions_of_reseller_by_plan
    ON subscriptions (partner_id_on_record, plan_id, commitment_end_date, id, state)
    WHERE partner_id_on_record IS NOT NULL;
DROP INDEX subscriptions_of_reseller_that_renew;
CREATE INDEX subscriptions_of_reseller_that_renew
    ON subscriptions (partner_id_on_record, commitment_end_date, id, plan_id)
    WHERE state = 'active' AND auto_renew_enabled;

-- The same for those with unused licenses, which carry plan and state of their subscription for that.
DROP TRIGGER unused_licenses_update;
DROP TRIGGER unused_licenses_insert;
DROP TRIGGER unused_licenses_counted;
DROP TABLE unused_licenses;
CREATE TABLE unused_licenses (
    subscription_id TEXT PRIMARY KEY REFERENCES subscriptions (id),
    partner_id TEXT NOT NULL,
    partner_id_on_record TEXT,
    commitment_end_date TEXT NOT NULL,
    plan_id TEXT NOT NULL,
    state TEXT NOT NULL
) STRICT;
CREATE INDEX unused_licenses_of_seller
    ON unused_licenses (partner_id, commitment_end_date, subscription_id, plan_id, state, partner_id_on_record);
CREATE INDEX unused_licenses_of_seller_by_state
    ON unused_licenses (partner_id, state, commitment_end_date, subscription_id, plan_id, partner_id_on_record);
CREATE INDEX unused_licenses_of_seller_by_plan
    ON unused_licenses (partner_id, plan_id, commitment_end_date, subscription_id, state, partner_id_on_record);
CREATE INDEX unused_licenses_of_reseller
    ON unused_licenses (partner_id_on_record, commitment_end_date, subscription_id, plan_id, state)
    WHERE partner_id_on_record IS NOT NULL;
CREATE INDEX unused_licenses_of_reseller_by_state
    ON unused_licenses (partner_id_on_record, state, commitment_end_date, subscription_id, plan_id)
    WHERE partner_id_on_record IS NOT NULL;
CREATE INDEX unused_licenses_of_reseller_by_plan
    ON unused_licenses (partner_id_on_record, plan_id, commitment_end_date, subscription_id, state)
    WHERE partner_id_on_record IS NOT NULL;

CREATE TRIGGER unused_licenses_counted AFTER UPDATE OF active, in_grace, assigned ON license_counts
WHEN (new.active + new.in_grace > new.assigned) <> (old.active + old.in_grace > old.assigned) BEGIN
    DELETE FROM unused_licenses WHERE subscription_id IN (SELECT id FROM subscriptions
        WHERE customer_id = new.customer_id AND license_sku = new.license_sku);
    INSERT INTO unused_licenses (subscription_id, partner_id, partner_id_on_record, commitment_end_date, plan_id, state)
    SELECT id, partner_id, partner_id_on_record, commitment_end_date, plan_id, state FROM subscriptions
    WHERE customer_id = new.customer_id AND license_sku = new.license_sku AND state IN ('active', 'expired')
        AND new.active + new.in_grace > new.assigned;
END;
CREATE TRIGGER unused_licenses_insert AFTER INSERT ON subscriptions WHEN new.license_sku <> '' BEGIN
    DELETE FROM unused_licenses WHERE subscription_id = new.id;
    INSERT INTO unused_licenses (subscription_id, partner_id, partner_id_on_record, commitment_end_date, plan_id, state)
    SELECT new.id, new.partner_id, new.partner_id_on_record, new.commitment_end_date, new.plan_id, new.state FROM license_counts
    WHERE customer_id = new.customer_id AND license_sku = new.license_sku AND new.state IN ('active', 'expired')
        AND active + in_grace > assigned;
END;
CREATE TRIGGER unused_licenses_update
    AFTER UPDATE OF state, license_sku, partner_id_on_record, commitment_end_date, plan_id ON subscriptions
BEGIN
    DELETE FROM unused_licenses WHERE subscription_id = new.id;
    INSERT INTO unused_licenses (subscription_id, partner_id, partner_id_on_record, commitment_end_date, plan_id, state)
    SELECT new.id, new.partner_id, new.partner_id_on_record, new.commitment_end_date, new.plan_id, new.state FROM license_counts
    WHERE customer_id = new.customer_id AND license_sku = new.license_sku AND new.state IN ('active', 'expired')
        AND active + in_grace > assigned;
END;

INSERT INTO unused_licenses (subscription_id, partner_id, partner_id_on_record, commitment_end_date, plan_id, state)
SELECT id, partner_id, partner_id_on_record, commitment_end_date, plan_id, state
FROM subscriptions JOIN license_counts USING (customer_id, license_sku)
WHERE state IN ('active', 'expired') AND active + in_grace > assigned;
