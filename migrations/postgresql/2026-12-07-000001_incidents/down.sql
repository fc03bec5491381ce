DROP INDEX subscriptions_of_reseller_by_license;
DROP INDEX subscriptions_of_seller_by_license;
DROP TABLE incident_updates;
DROP TABLE incidents;
