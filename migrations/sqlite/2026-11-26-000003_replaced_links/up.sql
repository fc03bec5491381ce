-- Links that a newer one has replaced: whoever still holds one is told so. The present link stands on the invitation.
CREATE TABLE replaced_links (
    token_hash TEXT PRIMARY KEY NOT NULL,
    invitation_id TEXT NOT NULL REFERENCES invitations (id),
    replaced_at TEXT NOT NULL
) STRICT;
