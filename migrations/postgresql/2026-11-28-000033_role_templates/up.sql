-- Sets of roles that a partner asks for again and again.
CREATE TABLE role_templates (
    id uuid PRIMARY KEY,
    partner_id uuid NOT NULL REFERENCES partners (id),
    name text COLLATE "C" NOT NULL CHECK (length(name) BETWEEN 1 AND 50),
    roles text NOT NULL CHECK (roles <> ''),
    days integer NOT NULL CHECK (days BETWEEN 1 AND 730),
    CHECK (days <= 365 OR roles NOT LIKE '%global_administrator%')
);
CREATE UNIQUE INDEX role_templates_by_name ON role_templates (partner_id, lower(name));
