-- Links that a newer one has replaced: whoever still holds one is told so. The present link stands on the invitation.
CREATE TABLE replaced_links (
    token_hash text PRIMARY KEY,
    invitation_id uuid NOT NULL REFERENCES invitations (id),
    replaced_at timestamptz NOT NULL
);
