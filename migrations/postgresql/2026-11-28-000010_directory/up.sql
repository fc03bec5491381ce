-- The people of customers. A user name is unique among all that are not purged, ignoring case; who is purged keeps a row
-- without names, for what refers to it.
CREATE TABLE directory_users (
    id uuid PRIMARY KEY,
    customer_id uuid NOT NULL REFERENCES customers (id),
    user_name text COLLATE "C" NOT NULL CHECK (length(user_name) <= 113),
    user_name_key text COLLATE "C" NOT NULL CHECK (user_name_key = lower(user_name)),
    display_name text NOT NULL,
    first_name text NOT NULL,
    last_name text NOT NULL,
    name_key text COLLATE "C" NOT NULL,
    usage_location text CHECK (length(usage_location) = 2 AND usage_location = upper(usage_location)),
    contact_email text NOT NULL,
    state text COLLATE "C" NOT NULL CHECK (state IN ('active', 'blocked', 'deleted', 'purged')),
    present boolean NOT NULL,
    restores_to text CHECK (restores_to IN ('active', 'blocked')),
    version integer NOT NULL CHECK (version >= 1),
    password_hash text,
    created_at timestamptz NOT NULL,
    deleted_at timestamptz,
    deleted_by uuid REFERENCES partners (id),
    purged_at timestamptz,
    UNIQUE (customer_id, id),
    CHECK (present = (state IN ('active', 'blocked'))),
    CHECK ((state = 'deleted') = (restores_to IS NOT NULL)),
    CHECK ((state IN ('deleted', 'purged')) = (deleted_at IS NOT NULL)),
    CHECK ((deleted_by IS NOT NULL) = (deleted_at IS NOT NULL)),
    CHECK ((state = 'purged') = (purged_at IS NOT NULL)),
    CHECK ((state = 'purged') = (user_name = '')),
    CHECK (state <> 'purged' OR (display_name = '' AND first_name = '' AND last_name = '' AND name_key = ''
        AND contact_email = '' AND usage_location IS NULL AND password_hash IS NULL))
);
CREATE UNIQUE INDEX directory_users_name_once ON directory_users (customer_id, user_name_key) WHERE state <> 'purged';
CREATE INDEX directory_users_present_name ON directory_users (customer_id, present, name_key, id);
CREATE INDEX directory_users_present_user_name ON directory_users (customer_id, present, user_name_key, id);
CREATE INDEX directory_users_state_name ON directory_users (customer_id, state, name_key, id);
CREATE INDEX directory_users_state_user_name ON directory_users (customer_id, state, user_name_key, id);
CREATE INDEX directory_users_deleted ON directory_users (customer_id, state, deleted_at, id);
CREATE INDEX directory_users_to_purge ON directory_users (deleted_at, id) WHERE state = 'deleted';

CREATE TABLE directory_user_roles (
    user_id uuid NOT NULL,
    customer_id uuid NOT NULL,
    role text COLLATE "C" NOT NULL CHECK (role IN ('global_administrator', 'password_administrator', 'user_administrator',
        'service_support', 'billing_administrator', 'license_administrator')),
    PRIMARY KEY (user_id, role),
    FOREIGN KEY (customer_id, user_id) REFERENCES directory_users (customer_id, id)
);
CREATE INDEX directory_user_roles_by_role ON directory_user_roles (customer_id, role, user_id);

-- What users are found by: each word of their names and of the part of the user name in front of the @, and the whole
-- user name, folded.
CREATE TABLE directory_user_words (
    customer_id uuid NOT NULL,
    word text COLLATE "C" NOT NULL,
    user_id uuid NOT NULL,
    PRIMARY KEY (customer_id, word, user_id),
    FOREIGN KEY (customer_id, user_id) REFERENCES directory_users (customer_id, id)
);
CREATE INDEX directory_user_words_by_user ON directory_user_words (user_id);

CREATE TABLE directory_password_links (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES directory_users (id),
    partner_id uuid NOT NULL REFERENCES partners (id),
    entry_id uuid NOT NULL,
    language text NOT NULL CHECK (language IN ('en', 'de', 'fr', 'es', 'pt', 'ja')),
    token_hash text NOT NULL UNIQUE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    FOREIGN KEY (partner_id, entry_id) REFERENCES customer_entries (partner_id, id)
);
CREATE INDEX directory_password_links_open ON directory_password_links (user_id) WHERE used_at IS NULL;
CREATE INDEX directory_password_links_by_end ON directory_password_links (expires_at, id) WHERE used_at IS NULL;
