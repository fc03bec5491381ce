-- What a partner keeps for itself about a customer: no other partner ever sees it.

CREATE TABLE tags (
    id TEXT PRIMARY KEY,
    partner_id TEXT NOT NULL REFERENCES partners (id),
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (partner_id, id),
    UNIQUE (partner_id, name_key)
) STRICT;
CREATE INDEX tags_by_name ON tags (partner_id, name_key, id);

-- Holds the keys of the list's orders, so that the list of one tag costs what the whole list costs.
CREATE TABLE entry_tags (
    tag_id TEXT NOT NULL,
    entry_id TEXT NOT NULL,
    partner_id TEXT NOT NULL,
    listed INTEGER NOT NULL CHECK (listed IN (0, 1)),
    name_key TEXT NOT NULL,
    domain TEXT NOT NULL,
    since TEXT NOT NULL,
    PRIMARY KEY (tag_id, entry_id),
    FOREIGN KEY (partner_id, tag_id) REFERENCES tags (partner_id, id),
    FOREIGN KEY (partner_id, entry_id) REFERENCES customer_entries (partner_id, id)
) STRICT;
CREATE INDEX entry_tags_by_name ON entry_tags (tag_id, listed, name_key, entry_id);
CREATE INDEX entry_tags_by_domain ON entry_tags (tag_id, listed, domain, entry_id);
CREATE INDEX entry_tags_by_since ON entry_tags (tag_id, listed, since, entry_id);
CREATE INDEX entry_tags_by_entry ON entry_tags (entry_id);
-- A trigger, so that no statement that changes an entry can forget it.
CREATE TRIGGER entry_tags_follow AFTER UPDATE OF listed, name_key, domain, since ON customer_entries
WHEN new.listed <> old.listed OR new.name_key <> old.name_key OR new.domain <> old.domain OR new.since <> old.since BEGIN
    UPDATE entry_tags
    SET listed = new.listed, name_key = new.name_key, domain = new.domain, since = new.since
    WHERE entry_id = new.id;
END;

CREATE TABLE notes (
    id TEXT PRIMARY KEY,
    partner_id TEXT NOT NULL,
    entry_id TEXT NOT NULL,
    author_id TEXT NOT NULL,
    body TEXT NOT NULL CHECK (body <> ''),
    version INTEGER NOT NULL CHECK (version > 0),
    created_at TEXT NOT NULL,
    changed_at TEXT,
    FOREIGN KEY (partner_id, entry_id) REFERENCES customer_entries (partner_id, id),
    FOREIGN KEY (partner_id, author_id) REFERENCES users (partner_id, id)
) STRICT;
CREATE INDEX notes_of_entry ON notes (entry_id, created_at, id);

-- Who of the partner's staff looks after a customer; at most one.
CREATE TABLE responsible_people (
    entry_id TEXT PRIMARY KEY,
    partner_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    since TEXT NOT NULL,
    FOREIGN KEY (partner_id, entry_id) REFERENCES customer_entries (partner_id, id),
    FOREIGN KEY (partner_id, user_id) REFERENCES users (partner_id, id)
) STRICT;
CREATE INDEX responsible_people_by_user ON responsible_people (user_id);
