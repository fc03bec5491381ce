-- Where a partner sends its bills for a customer, and whom it speaks to there: the partner's own.
CREATE TABLE bill_to (
    entry_id TEXT PRIMARY KEY,
    partner_id TEXT NOT NULL,
    company TEXT NOT NULL,
    line1 TEXT NOT NULL,
    line2 TEXT NOT NULL,
    city TEXT NOT NULL,
    region TEXT NOT NULL,
    postal_code TEXT NOT NULL,
    country TEXT NOT NULL CHECK (length(country) = 2),
    contact_name TEXT NOT NULL,
    contact_email TEXT NOT NULL,
    contact_phone TEXT NOT NULL,
    language TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    changed_by TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    FOREIGN KEY (partner_id, entry_id) REFERENCES customer_entries (partner_id, id),
    FOREIGN KEY (partner_id, changed_by) REFERENCES users (partner_id, id)
) STRICT;
