-- What is wrong with a seller's service, from when to when; or maintenance that is planned for it, which ends by itself.
CREATE TABLE incidents (
    id TEXT PRIMARY KEY,
    partner_id TEXT NOT NULL REFERENCES partners (id),
    service_id TEXT NOT NULL REFERENCES services (id),
    -- As the latest update says.
    severity TEXT NOT NULL CHECK (severity IN ('information', 'degraded', 'interrupted', 'maintenance')),
    title TEXT NOT NULL CHECK (title <> ''),
    -- The title, folded: what is searched.
    title_key TEXT NOT NULL,
    affected TEXT NOT NULL CHECK (affected <> ''),
    begins_at TEXT NOT NULL,
    ends_at TEXT CHECK (ends_at >= begins_at),
    cause TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    opened_by TEXT NOT NULL REFERENCES users (id),
    opened_at TEXT NOT NULL,
    CHECK (severity <> 'maintenance' OR ends_at IS NOT NULL),
    CHECK (cause = '' OR ends_at IS NOT NULL)
) STRICT;
CREATE INDEX incidents_of_seller ON incidents (partner_id, begins_at, id);
CREATE INDEX incidents_of_service ON incidents (service_id, begins_at, id);
CREATE INDEX incidents_by_end ON incidents (service_id, ends_at);

-- What was said of one, the first of them when it was reported. A severity holds until the next one says another.
CREATE TABLE incident_updates (
    id TEXT PRIMARY KEY,
    incident_id TEXT NOT NULL REFERENCES incidents (id),
    number INTEGER NOT NULL CHECK (number >= 1),
    severity TEXT NOT NULL CHECK (severity IN ('information', 'degraded', 'interrupted', 'maintenance')),
    body TEXT NOT NULL CHECK (body <> '' OR number = 1),
    -- From when on it is so: the begin of the incident, and afterwards when it was written.
    since TEXT NOT NULL,
    written_by TEXT NOT NULL REFERENCES users (id),
    written_at TEXT NOT NULL,
    UNIQUE (incident_id, number)
) STRICT;
CREATE TRIGGER incident_updates_kept_update BEFORE UPDATE ON incident_updates BEGIN
    SELECT RAISE (ABORT, 'incident_updates is never changed or deleted');
END;
CREATE TRIGGER incident_updates_kept_delete BEFORE DELETE ON incident_updates BEGIN
    SELECT RAISE (ABORT, 'incident_updates is never changed or deleted');
END;

-- Who has a license from a seller: whose customers an incident concerns.
CREATE INDEX subscriptions_of_seller_by_license ON subscriptions (partner_id, license_sku, state, customer_id);
CREATE INDEX subscriptions_of_reseller_by_license
    ON subscriptions (partner_id_on_record, partner_id, license_sku, state, customer_id)
    WHERE partner_id_on_record IS NOT NULL;
