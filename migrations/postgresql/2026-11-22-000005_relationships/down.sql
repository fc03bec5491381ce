DROP TRIGGER terms_kept ON terms;
DROP TABLE grants;
DROP TABLE relationships;
DROP TABLE consents;
DROP FUNCTION refuse_change;
