ALTER TABLE activity RENAME TO old_activity;
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
INSERT INTO activity
SELECT id, partner_id, at, actor_kind, actor_id, actor_name, action, entry_id, company,
    CASE WHEN subject_kind = 'invitation' THEN subject_key END,
    detail, notify_user_id
FROM old_activity;
DROP TABLE old_activity;
CREATE INDEX activity_by_time ON activity (partner_id, at, id);
CREATE INDEX activity_by_entry ON activity (partner_id, entry_id, at, id);
CREATE INDEX activity_by_actor ON activity (partner_id, actor_id, at, id);
CREATE INDEX activity_by_action ON activity (partner_id, action, at, id);
CREATE INDEX activity_by_invitation ON activity (invitation_id, at, id) WHERE invitation_id IS NOT NULL;
CREATE INDEX activity_by_notified ON activity (notify_user_id, at, id) WHERE notify_user_id IS NOT NULL;
