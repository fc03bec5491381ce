-- How many entries of a partner stand so: the totals of its list, counted by whoever changes an entry, in the same
-- transaction. Triggers, so that no statement can forget it. The row of a partner is written often, so its page is
-- kept mostly empty for its next versions.
CREATE TABLE entry_counts (
    partner_id uuid PRIMARY KEY REFERENCES partners (id),
    connected bigint NOT NULL,
    invited bigint NOT NULL,
    imported bigint NOT NULL,
    former bigint NOT NULL
) WITH (fillfactor = 20);
INSERT INTO entry_counts (partner_id, connected, invited, imported, former)
SELECT partner_id,
    count(*) FILTER (WHERE standing = 'connected'),
    count(*) FILTER (WHERE standing = 'invited'),
    count(*) FILTER (WHERE standing = 'imported'),
    count(*) FILTER (WHERE standing = 'former')
FROM customer_entries
GROUP BY partner_id;

-- One statement that writes many entries changes the row of each partner once, partners in the order of their keys.
CREATE FUNCTION count_entries_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO entry_counts AS known (partner_id, connected, invited, imported, former)
    SELECT partner_id,
        count(*) FILTER (WHERE standing = 'connected'),
        count(*) FILTER (WHERE standing = 'invited'),
        count(*) FILTER (WHERE standing = 'imported'),
        count(*) FILTER (WHERE standing = 'former')
    FROM added
    GROUP BY partner_id
    ORDER BY partner_id
    ON CONFLICT (partner_id) DO UPDATE SET
        connected = known.connected + excluded.connected,
        invited = known.invited + excluded.invited,
        imported = known.imported + excluded.imported,
        former = known.former + excluded.former;
    RETURN NULL;
END;
$$;
CREATE FUNCTION count_entries_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO entry_counts AS known (partner_id, connected, invited, imported, former)
    SELECT partner_id,
        -count(*) FILTER (WHERE standing = 'connected'),
        -count(*) FILTER (WHERE standing = 'invited'),
        -count(*) FILTER (WHERE standing = 'imported'),
        -count(*) FILTER (WHERE standing = 'former')
    FROM removed
    GROUP BY partner_id
    ORDER BY partner_id
    ON CONFLICT (partner_id) DO UPDATE SET
        connected = known.connected + excluded.connected,
        invited = known.invited + excluded.invited,
        imported = known.imported + excluded.imported,
        former = known.former + excluded.former;
    RETURN NULL;
END;
$$;
CREATE FUNCTION count_entry_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF new.partner_id <> old.partner_id THEN
        RAISE EXCEPTION 'an entry stays with its partner';
    END IF;
    UPDATE entry_counts SET
        connected = connected + (new.standing = 'connected')::int - (old.standing = 'connected')::int,
        invited = invited + (new.standing = 'invited')::int - (old.standing = 'invited')::int,
        imported = imported + (new.standing = 'imported')::int - (old.standing = 'imported')::int,
        former = former + (new.standing = 'former')::int - (old.standing = 'former')::int
    WHERE partner_id = new.partner_id;
    RETURN NULL;
END;
$$;
CREATE TRIGGER entry_counts_insert AFTER INSERT ON customer_entries
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION count_entries_added();
CREATE TRIGGER entry_counts_delete AFTER DELETE ON customer_entries
    REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION count_entries_removed();
CREATE TRIGGER entry_counts_update AFTER UPDATE OF standing, partner_id ON customer_entries
    FOR EACH ROW WHEN (old.standing <> new.standing OR old.partner_id <> new.partner_id)
    EXECUTE FUNCTION count_entry_changed();
