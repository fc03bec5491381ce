DROP INDEX invitations_open_partnerships;
DROP INDEX invitations_waiting_by_channel;
DROP INDEX invitations_waiting_by_time;
DROP INDEX invitations_by_channel_and_state;
DROP INDEX invitations_by_channel;
CREATE INDEX invitations_by_channel ON invitations (partner_id, channel, state) WHERE channel IS NOT NULL;
CREATE TABLE old_partnerships (
    id TEXT PRIMARY KEY,
    provider_id TEXT NOT NULL REFERENCES partners (id),
    reseller_id TEXT NOT NULL REFERENCES partners (id),
    state TEXT NOT NULL CHECK (state IN ('active', 'ended')),
    invitation_id TEXT NOT NULL UNIQUE REFERENCES invitations (id),
    provider_contact TEXT NOT NULL,
    reseller_contact TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    ended_by TEXT REFERENCES users (id),
    end_reason TEXT NOT NULL,
    statements_version TEXT,
    FOREIGN KEY (provider_id, provider_contact) REFERENCES users (partner_id, id),
    FOREIGN KEY (reseller_id, reseller_contact) REFERENCES users (partner_id, id),
    CHECK (provider_id <> reseller_id),
    CHECK ((state = 'ended') = (ended_at IS NOT NULL)),
    CHECK ((state = 'ended') = (ended_by IS NOT NULL)),
    CHECK ((state = 'ended') = (statements_version IS NOT NULL))
) STRICT;
INSERT INTO old_partnerships
SELECT id, provider_id, reseller_id, state, invitation_id, provider_contact, reseller_contact, started_at,
    ended_at, ended_by, end_reason, statements_version
FROM partnerships;
DROP TABLE partnerships;
ALTER TABLE old_partnerships RENAME TO partnerships;
CREATE UNIQUE INDEX partnerships_one_active ON partnerships (provider_id, reseller_id) WHERE state = 'active';
CREATE INDEX partnerships_by_provider ON partnerships (provider_id, state, started_at, id);
CREATE INDEX partnerships_by_reseller ON partnerships (reseller_id, state, started_at, id);
DROP INDEX partners_name_keys;
ALTER TABLE partners DROP COLUMN name_key;
