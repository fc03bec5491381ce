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
DROP TRIGGER unused_licenses_update ON subscriptions;
DROP TABLE unused_licenses;
CREATE TABLE unused_licenses (
    subscription_id uuid PRIMARY KEY REFERENCES subscriptions (id),
    partner_id uuid NOT NULL,
    partner_id_on_record uuid,
    commitment_end_date timestamptz NOT NULL,
    plan_id uuid NOT NULL,
    state text NOT NULL
);
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

CREATE OR REPLACE FUNCTION note_unused_licenses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM unused_licenses WHERE subscription_id IN (SELECT id FROM subscriptions
        WHERE customer_id = new.customer_id AND license_sku = new.license_sku);
    IF new.active + new.in_grace > new.assigned THEN
        INSERT INTO unused_licenses (subscription_id, partner_id, partner_id_on_record, commitment_end_date, plan_id, state)
        SELECT id, partner_id, partner_id_on_record, commitment_end_date, plan_id, state FROM subscriptions
        WHERE customer_id = new.customer_id AND license_sku = new.license_sku AND state IN ('active', 'expired');
    END IF;
    RETURN NULL;
END;
$$;
CREATE OR REPLACE FUNCTION note_unused_license() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM unused_licenses WHERE subscription_id = new.id;
    IF new.license_sku <> '' AND new.state IN ('active', 'expired') THEN
        INSERT INTO unused_licenses (subscription_id, partner_id, partner_id_on_record, commitment_end_date, plan_id, state)
        SELECT new.id, new.partner_id, new.partner_id_on_record, new.commitment_end_date, new.plan_id, new.state FROM license_counts
        WHERE customer_id = new.customer_id AND license_sku = new.license_sku AND active + in_grace > assigned;
    END IF;
    RETURN NULL;
END;
$$;
CREATE TRIGGER unused_licenses_update
    AFTER UPDATE OF state, license_sku, partner_id_on_record, commitment_end_date, plan_id ON subscriptions
    FOR EACH ROW EXECUTE FUNCTION note_unused_license();

INSERT INTO unused_licenses (subscription_id, partner_id, partner_id_on_record, commitment_end_date, plan_id, state)
SELECT id, partner_id, partner_id_on_record, commitment_end_date, plan_id, state
FROM subscriptions JOIN license_counts USING (customer_id, license_sku)
WHERE state IN ('active', 'expired') AND active + in_grace > assigned;
