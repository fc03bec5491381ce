-- What is wrong with a seller's service, from when to when; or maintenance that is planned for it, which ends by itself.
CREATE TABLE incidents (
    id uuid PRIMARY KEY,
    partner_id uuid NOT NULL REFERENCES partners (id),
    service_id uuid NOT NULL REFERENCES services (id),
    -- As the latest update says.
    severity text COLLATE "C" NOT NULL CHECK (severity IN ('information', 'degraded', 'interrupted', 'maintenance')),
    title text COLLATE "C" NOT NULL CHECK (title <> ''),
    -- The title, folded: what is searched.
    title_key text COLLATE "C" NOT NULL,
    affected text COLLATE "C" NOT NULL CHECK (affected <> ''),
    begins_at timestamptz NOT NULL,
    ends_at timestamptz CHECK (ends_at >= begins_at),
    cause text COLLATE "C" NOT NULL,
    version integer NOT NULL CHECK (version >= 1),
    opened_by uuid NOT NULL REFERENCES users (id),
    opened_at timestamptz NOT NULL,
    CHECK (severity <> 'maintenance' OR ends_at IS NOT NULL),
    CHECK (cause = '' OR ends_at IS NOT NULL)
);
CREATE INDEX incidents_of_seller ON incidents (partner_id, begins_at, id);
CREATE INDEX incidents_of_service ON incidents (service_id, begins_at, id);
CREATE INDEX incidents_by_end ON incidents (service_id, ends_at);

-- What was said of one, the first of them when it was reported. A severity holds until the next one says another.
CREATE TABLE incident_updates (
    id uuid PRIMARY KEY,
    incident_id uuid NOT NULL REFERENCES incidents (id),
    number integer NOT NULL CHECK (number >= 1),
    severity text COLLATE "C" NOT NULL CHECK (severity IN ('information', 'degraded', 'interrupted', 'maintenance')),
    body text COLLATE "C" NOT NULL CHECK (body <> '' OR number = 1),
    -- From when on it is so: the begin of the incident, and afterwards when it was written.
    since timestamptz NOT NULL,
    written_by uuid NOT NULL REFERENCES users (id),
    written_at timestamptz NOT NULL,
    UNIQUE (incident_id, number)
);
CREATE TRIGGER incident_updates_kept BEFORE UPDATE OR DELETE ON incident_updates
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Who has a license from a seller: whose customers an incident concerns.
CREATE INDEX subscriptions_of_seller_by_license ON subscriptions (partner_id, license_sku, state, customer_id);
CREATE INDEX subscriptions_of_reseller_by_license
    ON subscriptions (partner_id_on_record, partner_id, license_sku, state, customer_id)
    WHERE partner_id_on_record IS NOT NULL;
