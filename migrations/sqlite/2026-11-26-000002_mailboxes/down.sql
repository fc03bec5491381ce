DROP INDEX mails_by_mailbox;
ALTER TABLE mails DROP COLUMN mailbox;
CREATE INDEX mails_by_recipient ON mails (recipient, kind, created_at);
