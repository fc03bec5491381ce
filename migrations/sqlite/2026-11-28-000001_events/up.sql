-- An event names what it happened to by kind and key, the customer that it concerns, and what it changed as JSON. Which kinds
-- of events and subjects there are is the program's to know: no CHECK lists them, so that a new one needs no change here.
-- SQLite cannot add a column that must have a value but has no usual one: the table is made anew.
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
    detail TEXT NOT NULL,
    notify_user_id TEXT REFERENCES users (id),
    subject_kind TEXT NOT NULL CHECK (subject_kind <> ''),
    subject_key TEXT NOT NULL,
    customer_id TEXT,
    changes TEXT NOT NULL CHECK (json_valid(changes)),
    CHECK ((actor_kind = 'user') = (actor_id IS NOT NULL))
) STRICT;
INSERT INTO activity
SELECT id, partner_id, at, actor_kind, actor_id, actor_name, action, entry_id, company, detail, notify_user_id,
    CASE
        WHEN invitation_id IS NOT NULL THEN 'invitation'
        WHEN entry_id IS NOT NULL THEN 'customer_entry'
        ELSE 'partner'
    END,
    coalesce(invitation_id, entry_id, partner_id),
    -- Events of the time before its acceptance are not about the customer.
    CASE
        WHEN action IN ('invitation_accepted', 'relationship_removed', 'privileges_expired')
        THEN (SELECT customer_id FROM customer_entries WHERE customer_entries.id = old_activity.entry_id)
    END,
    '[]'
FROM old_activity;
DROP TABLE old_activity;
CREATE INDEX activity_by_time ON activity (partner_id, at, id);
CREATE INDEX activity_by_entry ON activity (partner_id, entry_id, at, id);
CREATE INDEX activity_by_actor ON activity (partner_id, actor_id, at, id);
CREATE INDEX activity_by_action ON activity (partner_id, action, at, id);
CREATE INDEX activity_by_subject ON activity (subject_key, at, id);
CREATE INDEX activity_by_notified ON activity (notify_user_id, at, id) WHERE notify_user_id IS NOT NULL;
