-- The mailbox behind the recipient's spelling, by which letters to one address are counted. What was queued before is
-- counted by its spelling, for the day that it still counts.
ALTER TABLE mails ADD COLUMN mailbox TEXT NOT NULL DEFAULT '';
UPDATE mails SET mailbox = recipient;
DROP INDEX mails_by_recipient;
CREATE INDEX mails_by_mailbox ON mails (mailbox, kind, created_at);
