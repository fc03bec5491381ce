-- How many entries of a partner stand so: the totals of its list, counted by whoever changes an entry, in the same
-- transaction. Triggers, so that no statement can forget it.
CREATE TABLE entry_counts (
    partner_id TEXT PRIMARY KEY REFERENCES partners (id),
    connected INTEGER NOT NULL,
    invited INTEGER NOT NULL,
    imported INTEGER NOT NULL,
    former INTEGER NOT NULL
) STRICT;
INSERT INTO entry_counts (partner_id, connected, invited, imported, former)
SELECT partner_id, sum(standing = 'connected'), sum(standing = 'invited'), sum(standing = 'imported'), sum(standing = 'former')
FROM customer_entries
GROUP BY partner_id;

CREATE TRIGGER entry_counts_insert AFTER INSERT ON customer_entries BEGIN
    INSERT INTO entry_counts (partner_id, connected, invited, imported, former)
    VALUES (new.partner_id, new.standing = 'connected', new.standing = 'invited', new.standing = 'imported', new.standing = 'former')
    ON CONFLICT (partner_id) DO UPDATE SET
        connected = connected + excluded.connected,
        invited = invited + excluded.invited,
        imported = imported + excluded.imported,
        former = former + excluded.former;
END;
-- An entry stays with its partner: keys that name both refer to it.
CREATE TRIGGER entry_counts_update AFTER UPDATE OF standing ON customer_entries
WHEN new.standing <> old.standing BEGIN
    UPDATE entry_counts SET
        connected = connected + (new.standing = 'connected') - (old.standing = 'connected'),
        invited = invited + (new.standing = 'invited') - (old.standing = 'invited'),
        imported = imported + (new.standing = 'imported') - (old.standing = 'imported'),
        former = former + (new.standing = 'former') - (old.standing = 'former')
    WHERE partner_id = new.partner_id;
END;
CREATE TRIGGER entry_counts_delete AFTER DELETE ON customer_entries BEGIN
    UPDATE entry_counts SET
        connected = connected - (old.standing = 'connected'),
        invited = invited - (old.standing = 'invited'),
        imported = imported - (old.standing = 'imported'),
        former = former - (old.standing = 'former')
    WHERE partner_id = old.partner_id;
END;
CREATE TRIGGER entry_counts_move BEFORE UPDATE OF partner_id ON customer_entries
WHEN new.partner_id <> old.partner_id BEGIN
    SELECT raise(ABORT, 'an entry stays with its partner');
END;
