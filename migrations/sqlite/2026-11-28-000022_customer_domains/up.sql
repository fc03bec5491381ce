-- The domains of a customer: the one that its own acceptance verified (how = 'acceptance'), and further ones, added and then
-- proven by a mailed code or a DNS record. A verified domain belongs to one customer.
CREATE TABLE customer_domains (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customers (id),
    domain TEXT NOT NULL CHECK (domain = lower(domain)),
    state TEXT NOT NULL CHECK (state IN ('pending', 'verified', 'removed')),
    how TEXT CHECK (how IN ('acceptance', 'mail', 'dns')),
    added_by TEXT REFERENCES partners (id),
    added_at TEXT NOT NULL,
    verified_at TEXT,
    removed_at TEXT,
    code_id TEXT,
    code_to TEXT NOT NULL,
    code_tries INTEGER NOT NULL,
    code_sent_at TEXT,
    code_expires_at TEXT,
    CHECK (state <> 'verified' OR (how IS NOT NULL AND verified_at IS NOT NULL)),
    CHECK ((state = 'removed') = (removed_at IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX customer_domains_once ON customer_domains (customer_id, domain) WHERE state <> 'removed';
CREATE UNIQUE INDEX customer_domains_verified ON customer_domains (domain) WHERE state = 'verified';
CREATE INDEX customer_domains_by_partner ON customer_domains (added_by, added_at);
INSERT INTO customer_domains (id, customer_id, domain, state, how, added_at, verified_at, code_to, code_tries)
SELECT id, id, domain, 'verified', 'acceptance', created_at, created_at, '', 0
FROM customers
WHERE domain_verified;
