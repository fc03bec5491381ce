-- The domains of a customer: the one that its own acceptance verified (how = 'acceptance'), and further ones, added and then
-- proven by a mailed code or a DNS record. A verified domain belongs to one customer.
CREATE TABLE customer_domains (
    id uuid PRIMARY KEY,
    customer_id uuid NOT NULL REFERENCES customers (id),
    domain text COLLATE "C" NOT NULL CHECK (domain = lower(domain)),
    state text NOT NULL CHECK (state IN ('pending', 'verified', 'removed')),
    how text CHECK (how IN ('acceptance', 'mail', 'dns')),
    added_by uuid REFERENCES partners (id),
    added_at timestamptz NOT NULL,
    verified_at timestamptz,
    removed_at timestamptz,
    code_id uuid,
    code_to text NOT NULL,
    code_tries integer NOT NULL,
    code_sent_at timestamptz,
    code_expires_at timestamptz,
    CHECK (state <> 'verified' OR (how IS NOT NULL AND verified_at IS NOT NULL)),
    CHECK ((state = 'removed') = (removed_at IS NOT NULL))
);
CREATE UNIQUE INDEX customer_domains_once ON customer_domains (customer_id, domain) WHERE state <> 'removed';
CREATE UNIQUE INDEX customer_domains_verified ON customer_domains (domain) WHERE state = 'verified';
CREATE INDEX customer_domains_by_partner ON customer_domains (added_by, added_at);
INSERT INTO customer_domains (id, customer_id, domain, state, how, added_at, verified_at, code_to, code_tries)
SELECT id, id, domain, 'verified', 'acceptance', created_at, created_at, '', 0
FROM customers
WHERE domain_verified;
