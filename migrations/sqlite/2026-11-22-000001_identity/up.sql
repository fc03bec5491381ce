CREATE TABLE partners (
    id TEXT PRIMARY KEY,
    legal_name TEXT NOT NULL,
    domain TEXT NOT NULL UNIQUE,
    country TEXT NOT NULL CHECK (length(country) = 2),
    is_reseller INTEGER NOT NULL CHECK (is_reseller IN (0, 1)),
    is_provider INTEGER NOT NULL CHECK (is_provider IN (0, 1)),
    is_direct_bill INTEGER NOT NULL CHECK (is_direct_bill IN (0, 1)),
    status TEXT NOT NULL CHECK (status IN ('active', 'disabled')),
    created_at TEXT NOT NULL,
    CHECK (is_reseller OR is_provider OR is_direct_bill)
) STRICT;

CREATE TABLE users (
    id TEXT PRIMARY KEY,
    partner_id TEXT NOT NULL REFERENCES partners (id),
    email TEXT NOT NULL UNIQUE CHECK (email = lower(email)),
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('global_admin', 'admin_agent', 'sales_agent', 'helpdesk_agent')),
    status TEXT NOT NULL CHECK (status IN ('active', 'disabled')),
    password_hash TEXT,
    notified_until TEXT NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (partner_id, id)
) STRICT;
CREATE INDEX users_by_role ON users (partner_id, role, name);

CREATE TABLE user_sessions (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    key_hash TEXT NOT NULL UNIQUE,
    client TEXT NOT NULL,
    address TEXT NOT NULL,
    created_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX user_sessions_by_user ON user_sessions (user_id, last_seen_at);
CREATE INDEX user_sessions_by_end ON user_sessions (expires_at);

CREATE TABLE password_links (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    purpose TEXT NOT NULL CHECK (purpose IN ('setup', 'reset')),
    token_hash TEXT NOT NULL UNIQUE,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT
) STRICT;
CREATE INDEX password_links_by_user ON password_links (user_id, created_at);

CREATE TABLE attempts (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('sign_in', 'password_reset')),
    subject TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX attempts_by_subject ON attempts (kind, subject, at);
CREATE INDEX attempts_by_time ON attempts (at);
