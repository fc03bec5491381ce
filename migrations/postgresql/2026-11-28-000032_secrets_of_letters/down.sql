-- Letters whose secret the older program does not know.
DELETE FROM mails WHERE secret_kind NOT IN ('invitation', 'partnership', 'code', 'setup', 'reset', 'user_password');
ALTER TABLE mails ADD CONSTRAINT mails_secret_kind_check CHECK (secret_kind IN ('invitation', 'partnership', 'code', 'setup', 'reset', 'user_password'));
