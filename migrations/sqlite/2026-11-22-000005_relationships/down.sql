DROP TRIGGER terms_kept_update;
DROP TRIGGER terms_kept_delete;
DROP TABLE grants;
DROP TABLE relationships;
DROP TABLE consents;
