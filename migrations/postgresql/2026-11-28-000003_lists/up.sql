-- The name of a partner as it is compared and sorted: NFKC and lower case, which SQL cannot do the same way everywhere. The
-- program fills in what is empty right after this, before anybody else may migrate.
ALTER TABLE partners ADD COLUMN name_key text COLLATE "C" NOT NULL DEFAULT '';
CREATE UNIQUE INDEX partners_name_keys ON partners (id, name_key);

-- A partnership holds the keys of both names, so that an index has the partners of each side in order. The foreign keys
-- keep them right when a partner takes another name.
ALTER TABLE partnerships
    ADD COLUMN provider_name_key text COLLATE "C" NOT NULL DEFAULT '',
    ADD COLUMN reseller_name_key text COLLATE "C" NOT NULL DEFAULT '',
    ADD CONSTRAINT partnerships_provider_name_key_fkey FOREIGN KEY (provider_id, provider_name_key)
        REFERENCES partners (id, name_key) ON UPDATE CASCADE,
    ADD CONSTRAINT partnerships_reseller_name_key_fkey FOREIGN KEY (reseller_id, reseller_name_key)
        REFERENCES partners (id, name_key) ON UPDATE CASCADE;
ALTER TABLE partnerships
    ALTER COLUMN provider_name_key DROP DEFAULT,
    ALTER COLUMN reseller_name_key DROP DEFAULT;
DROP INDEX partnerships_by_provider;
DROP INDEX partnerships_by_reseller;
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
