-- The name of a partner as it is compared and sorted: NFKC and lower case, which SQL cannot do. The program fills in what is
-- empty right after this, in the same transaction.
ALTER TABLE partners ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX partners_name_keys ON partners (id, name_key);

-- A partnership holds the keys of both names, so that an index has the partners of each side in order. The foreign keys
-- keep them right when a partner takes another name. SQLite cannot add one to a table: it is made anew.
CREATE TABLE new_partnerships (
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
    provider_name_key TEXT NOT NULL,
    reseller_name_key TEXT NOT NULL,
    FOREIGN KEY (provider_id, provider_contact) REFERENCES users (partner_id, id),
    FOREIGN KEY (reseller_id, reseller_contact) REFERENCES users (partner_id, id),
    FOREIGN KEY (provider_id, provider_name_key) REFERENCES partners (id, name_key) ON UPDATE CASCADE,
    FOREIGN KEY (reseller_id, reseller_name_key) REFERENCES partners (id, name_key) ON UPDATE CASCADE,
    CHECK (provider_id <> reseller_id),
    CHECK ((state = 'ended') = (ended_at IS NOT NULL)),
    CHECK ((state = 'ended') = (ended_by IS NOT NULL)),
    CHECK ((state = 'ended') = (statements_version IS NOT NULL))
) STRICT;
INSERT INTO new_partnerships
SELECT id, provider_id, reseller_id, state, invitation_id, provider_contact, reseller_contact, started_at,
    ended_at, ended_by, end_reason, statements_version, '', ''
FROM partnerships;
DROP TABLE partnerships;
ALTER TABLE new_partnerships RENAME TO partnerships;
CREATE UNIQUE INDEX partnerships_one_active ON partnerships (provider_id, reseller_id) WHERE state = 'active';
CREATE INDEX partnerships_by_provider ON partnerships (reseller_id, state, provider_name_key, id);
CREATE INDEX partnerships_by_reseller ON partnerships (provider_id, state, reseller_name_key, id);
-- Also the ended ones.
CREATE INDEX partnerships_known_providers ON partnerships (reseller_id, provider_name_key, provider_id);
CREATE INDEX partnerships_known_resellers ON partnerships (provider_id, reseller_name_key, reseller_id);

-- The list of invitations, newest first, with each of its filters and with both.
DROP INDEX invitations_by_channel;
CREATE INDEX invitations_by_channel ON invitations (partner_id, channel, created_at, id) WHERE channel IS NOT NULL;
CREATE INDEX invitations_by_channel_and_state ON invitations (partner_id, channel, state, created_at, id)
    WHERE channel IS NOT NULL;
CREATE INDEX invitations_waiting_by_time ON invitations (partner_id, created_at, id) WHERE state IN ('ready', 'sent');
CREATE INDEX invitations_waiting_by_channel ON invitations (partner_id, channel, created_at, id)
    WHERE state IN ('ready', 'sent') AND channel IS NOT NULL;
-- Asks for a partnership that have no answer yet, which are few among all invitations.
CREATE INDEX invitations_open_partnerships ON invitations (partner_id, created_at, id)
    WHERE entry_id IS NULL AND state IN ('draft', 'ready', 'sent');
