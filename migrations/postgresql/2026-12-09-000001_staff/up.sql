-- Colleagues are listed by name, as people sort: folded by the program, which fills in what is missing when it starts.
ALTER TABLE users ADD COLUMN name_key text COLLATE "C" NOT NULL DEFAULT '';
CREATE INDEX users_by_name ON users (partner_id, name_key, id);
