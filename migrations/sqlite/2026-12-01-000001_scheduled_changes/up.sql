-- What is different from the next term of a subscription on. At most one is scheduled; it goes when it is carried out, when
-- another choice is made for the end of the term, and when the subscription is suspended or cancelled.
CREATE TABLE scheduled_changes (
    subscription_id TEXT PRIMARY KEY,
    -- The seller.
    partner_id TEXT NOT NULL,
    plan_id TEXT NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity >= 1),
    term_duration TEXT NOT NULL CHECK (term_duration IN ('P1M', 'P1Y', 'P3Y')),
    billing_cycle TEXT NOT NULL CHECK (billing_cycle IN ('monthly', 'annual', 'triennial', 'one_time', 'none')),
    scheduled_at TEXT NOT NULL,
    FOREIGN KEY (partner_id, subscription_id) REFERENCES subscriptions (partner_id, id),
    FOREIGN KEY (partner_id, plan_id) REFERENCES plans (partner_id, id)
) STRICT;
CREATE INDEX scheduled_changes_of_plan ON scheduled_changes (partner_id, plan_id);
