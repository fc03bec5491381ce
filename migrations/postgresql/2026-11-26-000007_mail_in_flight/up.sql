ALTER TABLE mails ADD COLUMN priority integer NOT NULL DEFAULT 1 CHECK (priority IN (0, 1));
ALTER TABLE mails ADD COLUMN leased_by uuid;
UPDATE mails SET priority = 0 WHERE kind = 'code';

DROP INDEX mails_due;
CREATE INDEX mails_due ON mails (priority, next_try_at, id) WHERE state = 'queued';
CREATE INDEX mails_leased ON mails (leased_until) WHERE state = 'queued' AND leased_until IS NOT NULL;

CREATE TABLE mail_health (
    id integer PRIMARY KEY CHECK (id = 1),
    claimed_at timestamptz,
    failing_since timestamptz,
    reason text CHECK (reason IN ('unreachable', 'silent', 'broken', 'insecure', 'sign-in', 'refusing', 'putting-off')),
    answer text,
    is_whole boolean NOT NULL,
    letters integer NOT NULL,
    tried_at timestamptz,
    CHECK ((failing_since IS NULL) = (reason IS NULL))
);
INSERT INTO mail_health (id, is_whole, letters) VALUES (1, false, 0);
