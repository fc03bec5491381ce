-- Of several roles the first stays, which is the one that may do most. Whoever has none may not come in.
UPDATE users SET status = 'disabled' WHERE roles = '';
ALTER TABLE users ADD COLUMN role text NOT NULL DEFAULT 'helpdesk_agent'
    CHECK (role IN ('global_admin', 'admin_agent', 'sales_agent', 'helpdesk_agent'));
UPDATE users SET role = split_part(roles, ' ', 1) WHERE roles <> '';
ALTER TABLE users ALTER COLUMN role DROP DEFAULT;
DROP INDEX users_by_roles;
ALTER TABLE users DROP COLUMN roles;
CREATE INDEX users_by_role ON users (partner_id, role, name);
