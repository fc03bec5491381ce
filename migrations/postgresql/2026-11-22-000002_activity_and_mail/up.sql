CREATE TABLE activity (
    id uuid PRIMARY KEY,
    partner_id uuid NOT NULL REFERENCES partners (id),
    at timestamptz NOT NULL,
    actor_kind text NOT NULL CHECK (actor_kind IN ('user', 'customer', 'partner', 'system')),
    actor_id uuid REFERENCES users (id),
    actor_name text NOT NULL,
    action text NOT NULL,
    entry_id uuid,
    company text NOT NULL,
    invitation_id uuid,
    detail text NOT NULL,
    notify_user_id uuid REFERENCES users (id),
    CHECK ((actor_kind = 'user') = (actor_id IS NOT NULL))
);
CREATE INDEX activity_by_time ON activity (partner_id, at, id);
CREATE INDEX activity_by_entry ON activity (partner_id, entry_id, at, id);
CREATE INDEX activity_by_actor ON activity (partner_id, actor_id, at, id);
CREATE INDEX activity_by_action ON activity (partner_id, action, at, id);
CREATE INDEX activity_by_invitation ON activity (invitation_id, at, id) WHERE invitation_id IS NOT NULL;
CREATE INDEX activity_by_notified ON activity (notify_user_id, at, id) WHERE notify_user_id IS NOT NULL;

CREATE TABLE mails (
    id uuid PRIMARY KEY,
    kind text NOT NULL,
    event_key text NOT NULL,
    partner_id uuid REFERENCES partners (id),
    invitation_id uuid,
    recipient text COLLATE "C" NOT NULL,
    recipient_name text NOT NULL,
    reply_to text,
    sender_name text,
    subject text NOT NULL,
    text_body text NOT NULL,
    html_body text NOT NULL,
    secret_kind text CHECK (secret_kind IN ('invitation', 'partnership', 'code', 'setup', 'reset')),
    secret_id uuid,
    secret_version integer NOT NULL,
    state text NOT NULL CHECK (state IN ('queued', 'sent', 'failed')),
    attempts integer NOT NULL,
    next_try_at timestamptz NOT NULL,
    leased_until timestamptz,
    give_up_at timestamptz NOT NULL,
    last_answer text,
    created_at timestamptz NOT NULL,
    sent_at timestamptz,
    UNIQUE (event_key, recipient),
    CHECK ((secret_kind IS NULL) = (secret_id IS NULL)),
    CHECK ((state = 'sent') = (sent_at IS NOT NULL))
);
CREATE INDEX mails_due ON mails (next_try_at, id) WHERE state = 'queued';
CREATE INDEX mails_by_state ON mails (partner_id, state, created_at, id);
CREATE INDEX mails_by_invitation ON mails (invitation_id, created_at, id) WHERE invitation_id IS NOT NULL;
CREATE INDEX mails_by_recipient ON mails (recipient, kind, created_at);
CREATE INDEX mails_by_time ON mails (created_at, id);
