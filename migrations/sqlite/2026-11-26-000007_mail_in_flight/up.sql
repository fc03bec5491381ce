ALTER TABLE mails ADD COLUMN priority INTEGER NOT NULL DEFAULT 1 CHECK (priority IN (0, 1));
ALTER TABLE mails ADD COLUMN leased_by TEXT;
UPDATE mails SET priority = 0 WHERE kind = 'code';

DROP INDEX mails_due;
CREATE INDEX mails_due ON mails (priority, next_try_at, id) WHERE state = 'queued';
CREATE INDEX mails_leased ON mails (leased_until) WHERE state = 'queued' AND leased_until IS NOT NULL;

CREATE TABLE mail_health (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    claimed_at TEXT,
    failing_since TEXT,
    reason TEXT CHECK (reason IN ('unreachable', 'silent', 'broken', 'insecure', 'sign-in', 'refusing', 'putting-off')),
    answer TEXT,
    is_whole INTEGER NOT NULL CHECK (is_whole IN (0, 1)),
    letters INTEGER NOT NULL,
    tried_at TEXT,
    CHECK ((failing_since IS NULL) = (reason IS NULL))
) STRICT;
INSERT INTO mail_health (id, is_whole, letters) VALUES (1, 0, 0);
