-- An indirect provider and an indirect reseller that work together. Gives neither the other's customers.
CREATE TABLE partnerships (
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
CREATE UNIQUE INDEX partnerships_one_active ON partnerships (provider_id, reseller_id) WHERE state = 'active';
CREATE INDEX partnerships_by_provider ON partnerships (provider_id, state, started_at, id);
CREATE INDEX partnerships_by_reseller ON partnerships (reseller_id, state, started_at, id);

-- Customers that one consent connected with a partner and with another one: a row for each of the two, while both
-- relationships are active. Holds the keys of the list's orders, so that the list of one is filtered by the
-- other at the cost of the list itself.
CREATE TABLE joint_entries (
    partner_id TEXT NOT NULL REFERENCES partners (id),
    other_id TEXT NOT NULL REFERENCES partners (id),
    entry_id TEXT NOT NULL,
    customer_id TEXT NOT NULL REFERENCES customers (id),
    name_key TEXT NOT NULL,
    domain TEXT NOT NULL,
    since TEXT NOT NULL,
    PRIMARY KEY (partner_id, other_id, entry_id),
    FOREIGN KEY (partner_id, entry_id) REFERENCES customer_entries (partner_id, id),
    CHECK (partner_id <> other_id)
) STRICT;
CREATE INDEX joint_entries_by_name ON joint_entries (partner_id, other_id, name_key, entry_id);
CREATE INDEX joint_entries_by_domain ON joint_entries (partner_id, other_id, domain, entry_id);
CREATE INDEX joint_entries_by_since ON joint_entries (partner_id, other_id, since, entry_id);
CREATE INDEX joint_entries_by_entry ON joint_entries (entry_id);
CREATE INDEX joint_entries_by_customer ON joint_entries (customer_id);
