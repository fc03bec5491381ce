CREATE TABLE customers (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    domain TEXT NOT NULL CHECK (domain = lower(domain)),
    domain_verified INTEGER NOT NULL CHECK (domain_verified IN (0, 1)),
    contact_name TEXT NOT NULL,
    contact_job_title TEXT NOT NULL,
    contact_email TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX customers_verified_domain ON customers (domain) WHERE domain_verified;

CREATE TABLE customer_entries (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    partner_id TEXT NOT NULL REFERENCES partners (id),
    customer_id TEXT REFERENCES customers (id),
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    domain TEXT NOT NULL CHECK (domain = lower(domain)),
    search_text TEXT NOT NULL,
    standing TEXT NOT NULL CHECK (standing IN ('connected', 'invited', 'imported', 'former')),
    listed INTEGER NOT NULL CHECK (listed IN (0, 1)),
    imported_from TEXT CHECK (imported_from IN ('office_365', 'azure')),
    external_id TEXT,
    since TEXT NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (partner_id, id),
    CHECK (listed = (standing <> 'former')),
    CHECK (standing <> 'connected' OR customer_id IS NOT NULL),
    CHECK (standing <> 'imported' OR imported_from IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX customer_entries_once ON customer_entries (partner_id, customer_id) WHERE customer_id IS NOT NULL;
CREATE UNIQUE INDEX customer_entries_prospect_once ON customer_entries (partner_id, domain) WHERE customer_id IS NULL;
CREATE INDEX customer_entries_by_external_id ON customer_entries (partner_id, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX customer_entries_listed_name ON customer_entries (partner_id, listed, name_key, id);
CREATE INDEX customer_entries_listed_domain ON customer_entries (partner_id, listed, domain, id);
CREATE INDEX customer_entries_listed_since ON customer_entries (partner_id, listed, since, id);
CREATE INDEX customer_entries_standing_name ON customer_entries (partner_id, standing, name_key, id);
CREATE INDEX customer_entries_standing_domain ON customer_entries (partner_id, standing, domain, id);
CREATE INDEX customer_entries_standing_since ON customer_entries (partner_id, standing, since, id);

-- Part of a name or domain. The partner's own short code stands beside the text, so that what is common
-- at other partners costs next to nothing in a search at this one: three characters are one trigram, and few
-- partners share them. Holds no text of its own, only the index.
CREATE VIRTUAL TABLE customer_search USING fts5 (
    owner, search_text, content = '', contentless_delete = 1, tokenize = 'trigram'
);
CREATE TRIGGER customer_search_insert AFTER INSERT ON customer_entries BEGIN
    INSERT INTO customer_search (rowid, owner, search_text)
    VALUES (new.seq, substr(new.partner_id, 34), new.search_text);
END;
CREATE TRIGGER customer_search_delete AFTER DELETE ON customer_entries BEGIN
    DELETE FROM customer_search WHERE rowid = old.seq;
END;
CREATE TRIGGER customer_search_update AFTER UPDATE OF search_text ON customer_entries
WHEN new.search_text <> old.search_text BEGIN
    DELETE FROM customer_search WHERE rowid = old.seq;
    INSERT INTO customer_search (rowid, owner, search_text)
    VALUES (new.seq, substr(new.partner_id, 34), new.search_text);
END;
