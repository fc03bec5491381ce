-- A tag that is being taken off its customers, a part at a time, or given to another tag.
ALTER TABLE tags ADD COLUMN leaving INTEGER NOT NULL DEFAULT 0 CHECK (leaving IN (0, 1));
ALTER TABLE tags ADD COLUMN merged_into TEXT REFERENCES tags (id);
