-- A tag that is being taken off its customers, a part at a time, or given to another tag.
ALTER TABLE tags ADD COLUMN leaving boolean NOT NULL DEFAULT false;
ALTER TABLE tags ADD COLUMN merged_into uuid REFERENCES tags (id);
