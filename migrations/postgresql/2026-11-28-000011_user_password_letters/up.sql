-- Letters to customers' users carry a link of their own kind.
ALTER TABLE mails
    DROP CONSTRAINT mails_secret_kind_check,
    ADD CONSTRAINT mails_secret_kind_check CHECK (secret_kind IN ('invitation', 'partnership', 'code', 'setup', 'reset', 'user_password'));
