-- A person holds a set of roles: their names in one fixed order, separated by spaces, so that a session is read with its
-- roles by one statement. What is no role grants nothing, and a new role needs no change here.
ALTER TABLE users ADD COLUMN roles text COLLATE "C" NOT NULL DEFAULT '';
UPDATE users SET roles = role;
DROP INDEX users_by_role;
ALTER TABLE users DROP COLUMN role;
CREATE INDEX users_by_roles ON users (partner_id, roles, name);
