-- When the last relationship of the partner with the customer ended; nothing while there is one, and where there was none.
ALTER TABLE customer_entries ADD COLUMN left_at timestamptz
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
    id uuid PRIMARY KEY,
    partner_id uuid NOT NULL REFERENCES partners (id),
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('customer', 'partnership')),
    entry_id uuid,
    partnership_id uuid REFERENCES partnerships (id),
    -- What the other company was called, and its domain.
    company text COLLATE "C" NOT NULL CHECK (company <> ''),
    domain text COLLATE "C" NOT NULL,
    removed_at timestamptz NOT NULL,
    -- Nobody of this partner, where the other side did.
    removed_by uuid,
    -- Their name, or that of the other company.
    by_name text COLLATE "C" NOT NULL CHECK (by_name <> ''),
    reason text COLLATE "C" NOT NULL,
    statements_version text COLLATE "C",
    -- How many lines it has.
    line_count integer NOT NULL CHECK (line_count >= 1),
    UNIQUE (partner_id, partnership_id),
    FOREIGN KEY (partner_id, entry_id) REFERENCES customer_entries (partner_id, id),
    FOREIGN KEY (partner_id, removed_by) REFERENCES users (partner_id, id),
    CHECK ((kind = 'customer') = (entry_id IS NOT NULL)),
    CHECK ((kind = 'partnership') = (partnership_id IS NOT NULL)),
    CHECK ((removed_by IS NULL) = (statements_version IS NULL)),
    CHECK (removed_by IS NOT NULL OR reason = '')
);
CREATE INDEX removal_reports_of_entry ON removal_reports (partner_id, entry_id, removed_at, id) WHERE entry_id IS NOT NULL;
CREATE INDEX removal_reports_of_partner ON removal_reports (partner_id, kind, removed_at, id);

CREATE TABLE removal_report_lines (
    report_id uuid NOT NULL REFERENCES removal_reports (id),
    place integer NOT NULL CHECK (place >= 1),
    -- What became of it.
    fate text COLLATE "C" NOT NULL CHECK (fate IN ('stated', 'ended', 'changed', 'stayed')),
    what text COLLATE "C" NOT NULL CHECK (what IN ('statement', 'relationship', 'partnership', 'order_request', 'cart', 'invitation',
        'privilege', 'subscription', 'license', 'users', 'partner', 'customers')),
    -- By what it is known elsewhere; empty where it has nothing like that.
    code text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL CHECK (name <> ''),
    -- How it was, and how it is now.
    detail text COLLATE "C" NOT NULL,
    outcome text COLLATE "C" NOT NULL,
    PRIMARY KEY (report_id, place),
    CHECK ((fate = 'stated') = (what = 'statement'))
);

CREATE FUNCTION refuse_change_of_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a report is never changed';
END $$;
CREATE TRIGGER removal_reports_are_kept BEFORE UPDATE OR DELETE ON removal_reports
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_report();
CREATE TRIGGER removal_report_lines_are_kept BEFORE UPDATE OR DELETE ON removal_report_lines
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_report();
