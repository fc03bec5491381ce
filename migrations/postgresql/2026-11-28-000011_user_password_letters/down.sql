DELETE FROM mails WHERE secret_kind = 'user_password';
ALTER TABLE mails
    DROP CONSTRAINT mails_secret_kind_check,
    ADD CONSTRAINT mails_secret_kind_check CHECK (secret_kind IN ('invitation', 'partnership', 'code', 'setup', 'reset'));
