-- What only one kind of upload needs moves from columns into its settings, which the kind reads and writes as JSON, so that
-- a new kind needs no change here. A running batch is found by its job.
ALTER TABLE batches ADD COLUMN settings text;
UPDATE batches SET settings = CASE kind
    WHEN 'import' THEN json_build_object('portal', portal)
    ELSE json_build_object(
        'send_by', hand_over, 'channel', channel, 'language', language, 'expires_in', expires_in,
        'roles', roles, 'grant_days', grant_days, 'as_side', as_side, 'together_with', together_with,
        'subject', subject, 'body', body)
END::text;
ALTER TABLE batches
    ALTER COLUMN settings SET NOT NULL,
    ADD CONSTRAINT batches_settings_check CHECK (settings::json IS NOT NULL),
    DROP CONSTRAINT batches_kind_check,
    DROP COLUMN portal,
    DROP COLUMN hand_over,
    DROP COLUMN channel,
    DROP COLUMN language,
    DROP COLUMN expires_in,
    DROP COLUMN roles,
    DROP COLUMN grant_days,
    DROP COLUMN as_side,
    DROP COLUMN together_with,
    DROP COLUMN subject,
    DROP COLUMN body;
DROP INDEX batches_running;
