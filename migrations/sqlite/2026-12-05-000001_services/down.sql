DROP INDEX license_assignments_by_service;
DROP TABLE service_administrations;
DROP INDEX license_services_by_service;
DROP TABLE services;
