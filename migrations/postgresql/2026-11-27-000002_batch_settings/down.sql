ALTER TABLE batches
    ADD COLUMN portal text CHECK (portal IN ('office_365', 'azure')),
    ADD COLUMN hand_over text CHECK (hand_over IN ('send', 'prepare')),
    ADD COLUMN channel text CHECK (channel IN ('own_marketing', 'referral', 'provider', 'existing_customer')),
    ADD COLUMN language text NOT NULL DEFAULT 'en' CHECK (language IN ('en', 'de', 'fr', 'es', 'pt', 'ja')),
    ADD COLUMN expires_in integer NOT NULL DEFAULT 30 CHECK (expires_in BETWEEN 1 AND 90),
    ADD COLUMN roles text NOT NULL DEFAULT '',
    ADD COLUMN grant_days integer CHECK (grant_days BETWEEN 1 AND 730),
    ADD COLUMN as_side text CHECK (as_side IN ('provider', 'reseller')),
    ADD COLUMN together_with uuid REFERENCES partners (id),
    ADD COLUMN subject text NOT NULL DEFAULT '',
    ADD COLUMN body text NOT NULL DEFAULT '';
UPDATE batches SET portal = settings::json ->> 'portal' WHERE kind = 'import';
UPDATE batches SET
    hand_over = settings::json ->> 'send_by',
    channel = settings::json ->> 'channel',
    language = settings::json ->> 'language',
    expires_in = (settings::json ->> 'expires_in')::integer,
    roles = settings::json ->> 'roles',
    grant_days = (settings::json ->> 'grant_days')::integer,
    as_side = settings::json ->> 'as_side',
    together_with = (settings::json ->> 'together_with')::uuid,
    subject = settings::json ->> 'subject',
    body = settings::json ->> 'body'
WHERE kind = 'invite';
ALTER TABLE batches
    DROP COLUMN settings,
    ALTER COLUMN language DROP DEFAULT,
    ALTER COLUMN expires_in DROP DEFAULT,
    ALTER COLUMN roles DROP DEFAULT,
    ALTER COLUMN subject DROP DEFAULT,
    ALTER COLUMN body DROP DEFAULT,
    ADD CHECK (kind IN ('import', 'invite')),
    ADD CHECK ((kind = 'import') = (portal IS NOT NULL)),
    ADD CHECK ((kind = 'invite') = (hand_over IS NOT NULL)),
    ADD CHECK ((kind = 'invite') = (channel IS NOT NULL)),
    ADD CHECK ((as_side IS NULL) = (together_with IS NULL)),
    ADD CHECK ((roles = '') = (grant_days IS NULL));
CREATE INDEX batches_running ON batches (leased_until, id) WHERE state = 'running';
