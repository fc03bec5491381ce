-- When the last relationship of the partner with the customer ended; nothing while there is one, and where there was none.
ALTER TABLE customer_entries ADD COLUMN left_at TEXT
    CHECK (left_at IS NULL OR (customer_id IS NOT NULL AND standing <> 'connected'));
UPDATE customer_entries SET left_at = (
    SELECT max(relationships.ended_at) FROM relationships
    WHERE relationships.customer_id = customer_entries.customer_id AND relationships.partner_id = customer_entries.partner_id
) WHERE customer_id IS NOT NULL AND standing <> 'connected';
CREATE INDEX customer_entries_left ON customer_entries (partner_id, left_at, id) WHERE left_at IS NOT NULL;
CREATE INDEX customer_entries_left_name ON customer_entries (partner_id, name_key, id) WHERE left_at IS NOT NULL;

-- What a partner is left with when it removed a customer, or when a partnership of its ended: as it was seen by this partner
-- then. It is never changed afterwards.
CREATE TABLE removal_reports (
    id TEXT PRIMARY KEY,
    partner_id TEXT NOT NULL REFERENCES partners (id),
    kind TEXT NOT NULL CHECK (kind IN ('customer', 'partnership')),
    entry_id TEXT,
    partnership_id TEXT REFERENCES partnerships (id),
    -- What the other company was called, and its domain.
    company TEXT NOT NULL CHECK (company <> ''),
    domain TEXT NOT NULL,
    removed_at TEXT NOT NULL,
    -- Nobody of this partner, where the other side did.
    removed_by TEXT,
    -- Their name, or that of the other company.
    by_name TEXT NOT NULL CHECK (by_name <> ''),
    reason TEXT NOT NULL,
    statements_version TEXT,
    -- How many lines it has.
    line_count INTEGER NOT NULL CHECK (line_count >= 1),
    UNIQUE (partner_id, partnership_id),
    FOREIGN KEY (partner_id, entry_id) REFERENCES customer_entries (partner_id, id),
    FOREIGN KEY (partner_id, removed_by) REFERENCES users (partner_id, id),
    CHECK ((kind = 'customer') = (entry_id IS NOT NULL)),
    CHECK ((kind = 'partnership') = (partnership_id IS NOT NULL)),
    CHECK ((removed_by IS NULL) = (statements_version IS NULL)),
    CHECK (removed_by IS NOT NULL OR reason = '')
) STRICT;
CREATE INDEX removal_reports_of_entry ON removal_reports (partner_id, entry_id, removed_at, id) WHERE entry_id IS NOT NULL;
CREATE INDEX removal_reports_of_partner ON removal_reports (partner_id, kind, removed_at, id);

CREATE TABLE removal_report_lines (
    report_id TEXT NOT NULL REFERENCES removal_reports (id),
    place INTEGER NOT NULL CHECK (place >= 1),
    -- What became of it.
    fate TEXT NOT NULL CHECK (fate IN ('stated', 'ended', 'changed', 'stayed')),
    what TEXT NOT NULL CHECK (what IN ('statement', 'relationship', 'partnership', 'order_request', 'cart', 'invitation',
        'privilege', 'subscription', 'license', 'users', 'partner', 'customers')),
    -- By what it is known elsewhere; empty where it has nothing like that.
    code TEXT NOT NULL,
    name TEXT NOT NULL CHECK (name <> ''),
    -- How it was, and how it is now.
    detail TEXT NOT NULL,
    outcome TEXT NOT NULL,
    PRIMARY KEY (report_id, place),
    CHECK ((fate = 'stated') = (what = 'statement'))
) STRICT, WITHOUT ROWID;

CREATE TRIGGER removal_reports_are_kept BEFORE UPDATE ON removal_reports
BEGIN SELECT RAISE(ABORT, 'a report is never changed'); END;
CREATE TRIGGER removal_reports_are_not_deleted BEFORE DELETE ON removal_reports
BEGIN SELECT RAISE(ABORT, 'a report is never changed'); END;
CREATE TRIGGER removal_report_lines_are_kept BEFORE UPDATE ON removal_report_lines
BEGIN SELECT RAISE(ABORT, 'a report is never changed'); END;
CREATE TRIGGER removal_report_lines_are_not_deleted BEFORE DELETE ON removal_report_lines
BEGIN SELECT RAISE(ABORT, 'a report is never changed'); END;
