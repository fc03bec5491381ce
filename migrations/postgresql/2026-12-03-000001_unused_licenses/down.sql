DROP INDEX subscriptions_of_reseller_by_plan;
DROP TRIGGER unused_licenses_update ON subscriptions;
DROP TRIGGER unused_licenses_insert ON subscriptions;
DROP TRIGGER unused_licenses_counted ON license_counts;
DROP FUNCTION note_unused_license();
DROP FUNCTION note_unused_licenses();
DROP TABLE unused_licenses;
