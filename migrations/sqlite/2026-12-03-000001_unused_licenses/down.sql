DROP INDEX subscriptions_of_reseller_by_plan;
DROP TRIGGER unused_licenses_update;
DROP TRIGGER unused_licenses_insert;
DROP TRIGGER unused_licenses_counted;
DROP TABLE unused_licenses;
