-- The services in the licenses of a seller's list, each once, as its table of licenses named it last.
CREATE TABLE services (
    id uuid PRIMARY KEY,
    partner_id uuid NOT NULL REFERENCES partners (id),
    service_plan_id text COLLATE "C" NOT NULL CHECK (service_plan_id <> ''),
    service_plan_name text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    -- The name, folded: what the list is sorted and searched by. Empty until the program has folded it.
    name_key text COLLATE "C" NOT NULL,
    UNIQUE (partner_id, service_plan_id)
);
CREATE INDEX services_by_name ON services (partner_id, name_key, id);
CREATE INDEX services_by_key ON services (name_key);
INSERT INTO services (id, partner_id, service_plan_id, service_plan_name, name, name_key)
SELECT gen_random_uuid(), partner_id, service_plan_id, min(service_plan_name), min(friendly_name), ''
FROM license_services GROUP BY partner_id, service_plan_id;
CREATE INDEX license_services_by_service ON license_services (partner_id, service_plan_id, provisioning_id);

-- How a seller's service is administered for one customer: where, and which role that takes.
CREATE TABLE service_administrations (
    service_id uuid PRIMARY KEY REFERENCES services (id),
    -- With {customer_id} and {domain} where those of a customer are filled in; empty where there is none.
    address text COLLATE "C" NOT NULL CHECK (address = '' OR address LIKE 'https://%'),
    role text COLLATE "C" NOT NULL CHECK (role <> ''),
    version integer NOT NULL CHECK (version >= 1),
    changed_by uuid NOT NULL REFERENCES users (id),
    changed_at timestamptz NOT NULL
);

-- Those in which a service is switched off stand together.
CREATE INDEX license_assignments_by_service
    ON license_assignments (customer_id, is_held, services_off, license_sku);
