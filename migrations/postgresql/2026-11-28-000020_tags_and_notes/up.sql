-- What a partner keeps for itself about a customer: no other partner ever sees it.

CREATE TABLE tags (
    id uuid PRIMARY KEY,
    partner_id uuid NOT NULL REFERENCES partners (id),
    name text NOT NULL,
    name_key text COLLATE "C" NOT NULL,
    created_at timestamptz NOT NULL,
    UNIQUE (partner_id, id),
    UNIQUE (partner_id, name_key)
);
CREATE INDEX tags_by_name ON tags (partner_id, name_key, id);

-- Holds the keys of the list's orders, so that the list of one tag costs what the whole list costs.
CREATE TABLE entry_tags (
    tag_id uuid NOT NULL,
    entry_id uuid NOT NULL,
    partner_id uuid NOT NULL,
    listed boolean NOT NULL,
    name_key text COLLATE "C" NOT NULL,
    domain text COLLATE "C" NOT NULL,
    since timestamptz NOT NULL,
    PRIMARY KEY (tag_id, entry_id),
    FOREIGN KEY (partner_id, tag_id) REFERENCES tags (partner_id, id),
    FOREIGN KEY (partner_id, entry_id) REFERENCES customer_entries (partner_id, id)
);
CREATE INDEX entry_tags_by_name ON entry_tags (tag_id, listed, name_key, entry_id);
CREATE INDEX entry_tags_by_domain ON entry_tags (tag_id, listed, domain, entry_id);
CREATE INDEX entry_tags_by_since ON entry_tags (tag_id, listed, since, entry_id);
CREATE INDEX entry_tags_by_entry ON entry_tags (entry_id);
-- A trigger, so that no statement that changes an entry can forget it.
CREATE FUNCTION entry_tags_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE entry_tags
    SET listed = new.listed, name_key = new.name_key, domain = new.domain, since = new.since
    WHERE entry_id = new.id;
    RETURN NULL;
END;
$$;
CREATE TRIGGER entry_tags_follow AFTER UPDATE OF listed, name_key, domain, since ON customer_entries
    FOR EACH ROW WHEN (
        old.listed <> new.listed OR old.name_key <> new.name_key OR old.domain <> new.domain OR old.since <> new.since
    )
    EXECUTE FUNCTION entry_tags_follow();

CREATE TABLE notes (
    id uuid PRIMARY KEY,
    partner_id uuid NOT NULL,
    entry_id uuid NOT NULL,
    author_id uuid NOT NULL,
    body text NOT NULL CHECK (body <> ''),
    version integer NOT NULL CHECK (version > 0),
    created_at timestamptz NOT NULL,
    changed_at timestamptz,
    FOREIGN KEY (partner_id, entry_id) REFERENCES customer_entries (partner_id, id),
    FOREIGN KEY (partner_id, author_id) REFERENCES users (partner_id, id)
);
CREATE INDEX notes_of_entry ON notes (entry_id, created_at, id);

-- Who of the partner's staff looks after a customer; at most one.
CREATE TABLE responsible_people (
    entry_id uuid PRIMARY KEY,
    partner_id uuid NOT NULL,
    user_id uuid NOT NULL,
    since timestamptz NOT NULL,
    FOREIGN KEY (partner_id, entry_id) REFERENCES customer_entries (partner_id, id),
    FOREIGN KEY (partner_id, user_id) REFERENCES users (partner_id, id)
);
CREATE INDEX responsible_people_by_user ON responsible_people (user_id);
