-- Where a partner sends its bills for a customer, and whom it speaks to there: the partner's own.
CREATE TABLE bill_to (
    entry_id uuid PRIMARY KEY,
    partner_id uuid NOT NULL,
    company text NOT NULL,
    line1 text NOT NULL,
    line2 text NOT NULL,
    city text NOT NULL,
    region text NOT NULL,
    postal_code text NOT NULL,
    country text NOT NULL CHECK (length(country) = 2),
    contact_name text NOT NULL,
    contact_email text NOT NULL,
    contact_phone text NOT NULL,
    language text NOT NULL,
    version integer NOT NULL CHECK (version > 0),
    changed_by uuid NOT NULL,
    changed_at timestamptz NOT NULL,
    FOREIGN KEY (partner_id, entry_id) REFERENCES customer_entries (partner_id, id),
    FOREIGN KEY (partner_id, changed_by) REFERENCES users (partner_id, id)
);
