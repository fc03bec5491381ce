-- How many users of a customer are active and how many are blocked: the totals of its list and of its record, counted by
-- whoever changes a user, in the same transaction. Triggers, so that no statement can forget it.
CREATE TABLE directory_counts (
    customer_id TEXT PRIMARY KEY REFERENCES customers (id),
    active INTEGER NOT NULL,
    blocked INTEGER NOT NULL
) STRICT;
INSERT INTO directory_counts (customer_id, active, blocked)
SELECT customer_id, sum(state = 'active'), sum(state = 'blocked') FROM directory_users GROUP BY customer_id;

CREATE TRIGGER directory_counts_insert AFTER INSERT ON directory_users BEGIN
    INSERT INTO directory_counts (customer_id, active, blocked)
    VALUES (new.customer_id, new.state = 'active', new.state = 'blocked')
    ON CONFLICT (customer_id) DO UPDATE SET active = active + excluded.active, blocked = blocked + excluded.blocked;
END;
-- A user stays with its customer, and keeps a row for good.
CREATE TRIGGER directory_counts_update AFTER UPDATE OF state ON directory_users WHEN new.state <> old.state BEGIN
    UPDATE directory_counts SET
        active = active + (new.state = 'active') - (old.state = 'active'),
        blocked = blocked + (new.state = 'blocked') - (old.state = 'blocked')
    WHERE customer_id = new.customer_id;
END;
CREATE TRIGGER directory_counts_delete AFTER DELETE ON directory_users BEGIN
    UPDATE directory_counts SET
        active = active - (old.state = 'active'),
        blocked = blocked - (old.state = 'blocked')
    WHERE customer_id = old.customer_id;
END;
