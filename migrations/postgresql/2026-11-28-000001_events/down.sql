ALTER TABLE activity ADD COLUMN invitation_id uuid;
UPDATE activity SET invitation_id = subject_key WHERE subject_kind = 'invitation';
DROP INDEX activity_by_subject;
ALTER TABLE activity
    DROP COLUMN subject_kind,
    DROP COLUMN subject_key,
    DROP COLUMN customer_id,
    DROP COLUMN changes;
CREATE INDEX activity_by_invitation ON activity (invitation_id, at, id) WHERE invitation_id IS NOT NULL;
