-- Subscriptions whose license works and is assigned to fewer people than there are units of it, over all sellers. A table of
-- their own, in the order of the list, so that few of them are found among many without looking at all. Triggers keep it, so
-- that no statement can forget it; whichever of those on one change runs first, the last one leaves it right.
CREATE TABLE unused_licenses (
    subscription_id uuid PRIMARY KEY REFERENCES subscriptions (id),
    partner_id uuid NOT NULL,
    partner_id_on_record uuid,
    commitment_end_date timestamptz NOT NULL
);
CREATE INDEX unused_licenses_of_seller ON unused_licenses (partner_id, commitment_end_date, subscription_id);
CREATE INDEX unused_licenses_of_reseller
    ON unused_licenses (partner_id_on_record, commitment_end_date, subscription_id)
    WHERE partner_id_on_record IS NOT NULL;

CREATE FUNCTION note_unused_licenses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM unused_licenses WHERE subscription_id IN (SELECT id FROM subscriptions
        WHERE customer_id = new.customer_id AND license_sku = new.license_sku);
    IF new.active + new.in_grace > new.assigned THEN
        INSERT INTO unused_licenses (subscription_id, partner_id, partner_id_on_record, commitment_end_date)
        SELECT id, partner_id, partner_id_on_record, commitment_end_date FROM subscriptions
        WHERE customer_id = new.customer_id AND license_sku = new.license_sku AND state IN ('active', 'expired');
    END IF;
    RETURN NULL;
END;
$$;
CREATE FUNCTION note_unused_license() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM unused_licenses WHERE subscription_id = new.id;
    IF new.license_sku <> '' AND new.state IN ('active', 'expired') THEN
        INSERT INTO unused_licenses (subscription_id, partner_id, partner_id_on_record, commitment_end_date)
        SELECT new.id, new.partner_id, new.partner_id_on_record, new.commitment_end_date FROM license_counts
        WHERE customer_id = new.customer_id AND license_sku = new.license_sku AND active + in_grace > assigned;
    END IF;
    RETURN NULL;
END;
$$;
CREATE TRIGGER unused_licenses_counted AFTER UPDATE OF active, in_grace, assigned ON license_counts
    FOR EACH ROW WHEN ((new.active + new.in_grace > new.assigned) <> (old.active + old.in_grace > old.assigned))
    EXECUTE FUNCTION note_unused_licenses();
CREATE TRIGGER unused_licenses_insert AFTER INSERT ON subscriptions
    FOR EACH ROW WHEN (new.license_sku <> '') EXECUTE FUNCTION note_unused_license();
CREATE TRIGGER unused_licenses_update
    AFTER UPDATE OF state, license_sku, partner_id_on_record, commitment_end_date ON subscriptions
    FOR EACH ROW EXECUTE FUNCTION note_unused_license();

INSERT INTO unused_licenses (subscription_id, partner_id, partner_id_on_record, commitment_end_date)
SELECT id, partner_id, partner_id_on_record, commitment_end_date
FROM subscriptions JOIN license_counts USING (customer_id, license_sku)
WHERE state IN ('active', 'expired') AND active + in_grace > assigned;

-- A reseller looks for the subscriptions of one plan, too.
CREATE INDEX subscriptions_of_reseller_by_plan
    ON subscriptions (partner_id_on_record, plan_id, commitment_end_date, id) WHERE partner_id_on_record IS NOT NULL;
