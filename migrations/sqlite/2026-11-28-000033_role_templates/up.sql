-- Sets of roles that a partner asks for again and again.
CREATE TABLE role_templates (
    id TEXT PRIMARY KEY,
    partner_id TEXT NOT NULL REFERENCES partners (id),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 50),
    roles TEXT NOT NULL CHECK (roles <> ''),
    days INTEGER NOT NULL CHECK (days BETWEEN 1 AND 730),
    CHECK (days <= 365 OR roles NOT LIKE '%global_administrator%')
) STRICT;
CREATE UNIQUE INDEX role_templates_by_name ON role_templates (partner_id, lower(name));
