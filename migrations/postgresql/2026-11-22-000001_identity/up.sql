CREATE TABLE partners (
    id uuid PRIMARY KEY,
    legal_name text COLLATE "C" NOT NULL,
    domain text COLLATE "C" NOT NULL UNIQUE,
    country text NOT NULL CHECK (length(country) = 2),
    is_reseller boolean NOT NULL,
    is_provider boolean NOT NULL,
    is_direct_bill boolean NOT NULL,
    status text NOT NULL CHECK (status IN ('active', 'disabled')),
    created_at timestamptz NOT NULL,
    CHECK (is_reseller OR is_provider OR is_direct_bill)
);

CREATE TABLE users (
    id uuid PRIMARY KEY,
    partner_id uuid NOT NULL REFERENCES partners (id),
    email text COLLATE "C" NOT NULL UNIQUE CHECK (email = lower(email)),
    name text COLLATE "C" NOT NULL,
    role text NOT NULL CHECK (role IN ('global_admin', 'admin_agent', 'sales_agent', 'helpdesk_agent')),
    status text NOT NULL CHECK (status IN ('active', 'disabled')),
    password_hash text,
    notified_until timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    UNIQUE (partner_id, id)
);
CREATE INDEX users_by_role ON users (partner_id, role, name);

CREATE TABLE user_sessions (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    key_hash text NOT NULL UNIQUE,
    client text NOT NULL,
    address text NOT NULL,
    created_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX user_sessions_by_user ON user_sessions (user_id, last_seen_at);
CREATE INDEX user_sessions_by_end ON user_sessions (expires_at);

CREATE TABLE password_links (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    purpose text NOT NULL CHECK (purpose IN ('setup', 'reset')),
    token_hash text NOT NULL UNIQUE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX password_links_by_user ON password_links (user_id, created_at);

CREATE TABLE attempts (
    id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('sign_in', 'password_reset')),
    subject text NOT NULL,
    at timestamptz NOT NULL
);
CREATE INDEX attempts_by_subject ON attempts (kind, subject, at);
CREATE INDEX attempts_by_time ON attempts (at);
