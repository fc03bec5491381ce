-- How many users of a customer are active and how many are blocked: the totals of its list and of its record, counted by
-- whoever changes a user, in the same transaction. Triggers, so that no statement can forget it. The row of a customer is
-- written often, so its page is kept mostly empty for its next versions.
CREATE TABLE directory_counts (
    customer_id uuid PRIMARY KEY REFERENCES customers (id),
    active bigint NOT NULL,
    blocked bigint NOT NULL
) WITH (fillfactor = 20);
INSERT INTO directory_counts (customer_id, active, blocked)
SELECT customer_id, count(*) FILTER (WHERE state = 'active'), count(*) FILTER (WHERE state = 'blocked')
FROM directory_users
GROUP BY customer_id;

-- One statement that writes many users changes the row of each customer once, customers in the order of their keys.
CREATE FUNCTION count_users_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO directory_counts AS known (customer_id, active, blocked)
    SELECT customer_id, count(*) FILTER (WHERE state = 'active'), count(*) FILTER (WHERE state = 'blocked')
    FROM added
    GROUP BY customer_id
    ORDER BY customer_id
    ON CONFLICT (customer_id) DO UPDATE SET
        active = known.active + excluded.active,
        blocked = known.blocked + excluded.blocked;
    RETURN NULL;
END;
$$;
CREATE FUNCTION count_users_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO directory_counts AS known (customer_id, active, blocked)
    SELECT customer_id, -count(*) FILTER (WHERE state = 'active'), -count(*) FILTER (WHERE state = 'blocked')
    FROM removed
    GROUP BY customer_id
    ORDER BY customer_id
    ON CONFLICT (customer_id) DO UPDATE SET
        active = known.active + excluded.active,
        blocked = known.blocked + excluded.blocked;
    RETURN NULL;
END;
$$;
CREATE FUNCTION count_user_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE directory_counts SET
        active = active + (new.state = 'active')::int - (old.state = 'active')::int,
        blocked = blocked + (new.state = 'blocked')::int - (old.state = 'blocked')::int
    WHERE customer_id = new.customer_id;
    RETURN NULL;
END;
$$;
CREATE TRIGGER directory_counts_insert AFTER INSERT ON directory_users
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION count_users_added();
-- A user stays with its customer, and keeps a row for good.
CREATE TRIGGER directory_counts_update AFTER UPDATE OF state ON directory_users
    FOR EACH ROW WHEN (old.state <> new.state) EXECUTE FUNCTION count_user_changed();
CREATE TRIGGER directory_counts_delete AFTER DELETE ON directory_users
    REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION count_users_removed();
