DROP TABLE mail_health;
DROP INDEX mails_leased;
DROP INDEX mails_due;
CREATE INDEX mails_due ON mails (next_try_at, id) WHERE state = 'queued';
ALTER TABLE mails DROP COLUMN leased_by;
ALTER TABLE mails DROP COLUMN priority;
