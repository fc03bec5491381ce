DROP TRIGGER license_counts_assignment_delete;
DROP TRIGGER license_counts_assignment_update;
DROP TRIGGER license_counts_assignment_insert;
DROP TRIGGER license_counts_subscription_update;
DROP TRIGGER license_counts_subscription_insert;
DROP TABLE license_assignments;
DROP TABLE license_counts;
DROP INDEX subscriptions_by_license;
ALTER TABLE subscriptions DROP COLUMN license_sku;
