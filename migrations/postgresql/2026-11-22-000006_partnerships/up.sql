-- An indirect provider and an indirect reseller that work together. Gives neither the other's customers.
CREATE TABLE partnerships (
    id uuid PRIMARY KEY,
    provider_id uuid NOT NULL REFERENCES partners (id),
    reseller_id uuid NOT NULL REFERENCES partners (id),
    state text NOT NULL CHECK (state IN ('active', 'ended')),
    invitation_id uuid NOT NULL UNIQUE REFERENCES invitations (id),
    provider_contact uuid NOT NULL,
    reseller_contact uuid NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at timestamptz,
    ended_by uuid REFERENCES users (id),
    end_reason text NOT NULL,
    statements_version text,
    FOREIGN KEY (provider_id, provider_contact) REFERENCES users (partner_id, id),
    FOREIGN KEY (reseller_id, reseller_contact) REFERENCES users (partner_id, id),
    CHECK (provider_id <> reseller_id),
    CHECK ((state = 'ended') = (ended_at IS NOT NULL)),
    CHECK ((state = 'ended') = (ended_by IS NOT NULL)),
    CHECK ((state = 'ended') = (statements_version IS NOT NULL))
);
CREATE UNIQUE INDEX partnerships_one_active ON partnerships (provider_id, reseller_id) WHERE state = 'active';
CREATE INDEX partnerships_by_provider ON partnerships (provider_id, state, started_at, id);
CREATE INDEX partnerships_by_reseller ON partnerships (reseller_id, state, started_at, id);

-- Customers that one consent connected with a partner and with another one: a row for each of the two, while both
-- relationships are active. Holds the keys of the list's orders, so that the list of one is filtered by the
-- other at the cost of the list itself.
CREATE TABLE joint_entries (
    partner_id uuid NOT NULL REFERENCES partners (id),
    other_id uuid NOT NULL REFERENCES partners (id),
    entry_id uuid NOT NULL,
    customer_id uuid NOT NULL REFERENCES customers (id),
    name_key text COLLATE "C" NOT NULL,
    domain text COLLATE "C" NOT NULL,
    since timestamptz NOT NULL,
    PRIMARY KEY (partner_id, other_id, entry_id),
    FOREIGN KEY (partner_id, entry_id) REFERENCES customer_entries (partner_id, id),
    CHECK (partner_id <> other_id)
);
CREATE INDEX joint_entries_by_name ON joint_entries (partner_id, other_id, name_key, entry_id);
CREATE INDEX joint_entries_by_domain ON joint_entries (partner_id, other_id, domain, entry_id);
CREATE INDEX joint_entries_by_since ON joint_entries (partner_id, other_id, since, entry_id);
CREATE INDEX joint_entries_by_entry ON joint_entries (entry_id);
CREATE INDEX joint_entries_by_customer ON joint_entries (customer_id);
