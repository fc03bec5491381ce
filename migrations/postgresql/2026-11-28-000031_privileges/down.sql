ALTER TABLE consents DROP COLUMN auto_extend;
ALTER TABLE invitations DROP COLUMN privileges_only;
ALTER TABLE invitations DROP COLUMN auto_extend;
ALTER TABLE invitations DROP COLUMN grant_name;
DROP TRIGGER grants_begin ON grants;
DROP TRIGGER grants_relationship_end ON relationships;
DROP TRIGGER grants_relationship_begin ON relationships;
DROP FUNCTION note_relationship_of_grants();
DROP INDEX grants_active;
DROP INDEX grants_over;
ALTER TABLE grants
    DROP COLUMN token_hash,
    DROP COLUMN has_relationship,
    DROP COLUMN idle_at,
    DROP COLUMN next_warning_at,
    DROP COLUMN last_used_at,
    DROP COLUMN auto_extend,
    DROP COLUMN end_cause,
    DROP COLUMN name;
