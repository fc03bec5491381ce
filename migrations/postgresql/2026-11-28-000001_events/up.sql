-- An event names what it happened to by kind and key, the customer that it concerns, and what it changed as JSON. Which kinds
-- of events and subjects there are is the program's to know: no CHECK lists them, so that a new one needs no change here.
ALTER TABLE activity
    ADD COLUMN subject_kind text,
    ADD COLUMN subject_key uuid,
    ADD COLUMN customer_id uuid,
    ADD COLUMN changes text NOT NULL DEFAULT '[]' CONSTRAINT activity_changes_check CHECK (changes::json IS NOT NULL);
UPDATE activity SET
    subject_kind = CASE
        WHEN invitation_id IS NOT NULL THEN 'invitation'
        WHEN entry_id IS NOT NULL THEN 'customer_entry'
        ELSE 'partner'
    END,
    subject_key = coalesce(invitation_id, entry_id, partner_id),
    -- Events of the time before its acceptance are not about the customer.
    customer_id = CASE
        WHEN action IN ('invitation_accepted', 'relationship_removed', 'privileges_expired')
        THEN (SELECT customer_id FROM customer_entries WHERE customer_entries.id = activity.entry_id)
    END;
ALTER TABLE activity
    ALTER COLUMN subject_kind SET NOT NULL,
    ALTER COLUMN subject_key SET NOT NULL,
    ALTER COLUMN changes DROP DEFAULT,
    ADD CONSTRAINT activity_subject_kind_check CHECK (subject_kind <> ''),
    DROP COLUMN invitation_id;
CREATE INDEX activity_by_subject ON activity (subject_key, at, id);
