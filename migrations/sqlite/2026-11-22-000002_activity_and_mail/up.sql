CREATE TABLE activity (
    id TEXT PRIMARY KEY,
    partner_id TEXT NOT NULL REFERENCES partners (id),
    at TEXT NOT NULL,
    actor_kind TEXT NOT NULL CHECK (actor_kind IN ('user', 'customer', 'partner', 'system')),
    actor_id TEXT REFERENCES users (id),
    actor_name TEXT NOT NULL,
    action TEXT NOT NULL,
    entry_id TEXT,
    company TEXT NOT NULL,
    invitation_id TEXT,
    detail TEXT NOT NULL,
    notify_user_id TEXT REFERENCES users (id),
    CHECK ((actor_kind = 'user') = (actor_id IS NOT NULL))
) STRICT;
CREATE INDEX activity_by_time ON activity (partner_id, at, id);
CREATE INDEX activity_by_entry ON activity (partner_id, entry_id, at, id);
CREATE INDEX activity_by_actor ON activity (partner_id, actor_id, at, id);
CREATE INDEX activity_by_action ON activity (partner_id, action, at, id);
CREATE INDEX activity_by_invitation ON activity (invitation_id, at, id) WHERE invitation_id IS NOT NULL;
CREATE INDEX activity_by_notified ON activity (notify_user_id, at, id) WHERE notify_user_id IS NOT NULL;

CREATE TABLE mails (
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
    secret_kind TEXT CHECK (secret_kind IN ('invitation', 'partnership', 'code', 'setup', 'reset')),
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
    UNIQUE (event_key, recipient),
    CHECK ((secret_kind IS NULL) = (secret_id IS NULL)),
    CHECK ((state = 'sent') = (sent_at IS NOT NULL))
) STRICT;
CREATE INDEX mails_due ON mails (next_try_at, id) WHERE state = 'queued';
CREATE INDEX mails_by_state ON mails (partner_id, state, created_at, id);
CREATE INDEX mails_by_invitation ON mails (invitation_id, created_at, id) WHERE invitation_id IS NOT NULL;
CREATE INDEX mails_by_recipient ON mails (recipient, kind, created_at);
CREATE INDEX mails_by_time ON mails (created_at, id);
