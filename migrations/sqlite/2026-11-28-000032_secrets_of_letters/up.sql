-- Which secrets letters hold is named by the program: a new one needs no change here.
CREATE TABLE new_mails (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    event_key TEXT NOT NULL,
    partner_id TEXT REFERENCES partners (id),
    invitation_id TEXT,
    recipient TEXT NOT NULL,
    recipient_name TEXT NOT NULL,
    reply_to TEXT,
    sender_name TEXT,
    subject TEXT NOT NULL,
    text_body TEXT NOT NULL,
    html_body TEXT NOT NULL,
    secret_kind TEXT,
    secret_id TEXT,
    secret_version INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'failed')),
    attempts INTEGER NOT NULL,
    next_try_at TEXT NOT NULL,
    leased_until TEXT,
    give_up_at TEXT NOT NULL,
    last_answer TEXT,
    created_at TEXT NOT NULL,
    sent_at TEXT,
    mailbox TEXT NOT NULL DEFAULT '',
    priority INTEGER NOT NULL DEFAULT 1 CHECK (priority IN (0, 1)),
    leased_by TEXT,
    UNIQUE (event_key, recipient),
    CHECK ((secret_kind IS NULL) = (secret_id IS NULL)),
    CHECK ((state = 'sent') = (sent_at IS NOT NULL))
) STRICT;
INSERT INTO new_mails (id, kind, event_key, partner_id, invitation_id, recipient, recipient_name, reply_to, sender_name, subject, text_body,
    html_body, secret_kind, secret_id, secret_version, state, attempts, next_try_at, leased_until, give_up_at, last_answer,
    created_at, sent_at, mailbox, priority, leased_by)
SELECT id, kind, event_key, partner_id, invitation_id, recipient, recipient_name, reply_to, sender_name, subject, text_body,
    html_body, secret_kind, secret_id, secret_version, state, attempts, next_try_at, leased_until, give_up_at, last_answer,
    created_at, sent_at, mailbox, priority, leased_by
FROM mails;
DROP TABLE mails;
ALTER TABLE new_mails RENAME TO mails;
CREATE INDEX mails_due ON mails (priority, next_try_at, id) WHERE state = 'queued';
CREATE INDEX mails_leased ON mails (leased_until) WHERE state = 'queued' AND leased_until IS NOT NULL;
CREATE INDEX mails_by_state ON mails (partner_id, state, created_at, id);
CREATE INDEX mails_by_invitation ON mails (invitation_id, created_at, id) WHERE invitation_id IS NOT NULL;
CREATE INDEX mails_by_mailbox ON mails (mailbox, kind, created_at);
CREATE INDEX mails_by_time ON mails (created_at, id);
