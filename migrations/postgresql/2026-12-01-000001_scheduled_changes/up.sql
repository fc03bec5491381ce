-- What is different from the next term of a subscription on. At most one is scheduled; it goes when it is carried out, when
-- another choice is made for the end of the term, and when the subscription is suspended or cancelled.
CREATE TABLE scheduled_changes (
    subscription_id uuid PRIMARY KEY,
    -- The seller.
    partner_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    quantity integer NOT NULL CHECK (quantity >= 1),
    term_duration text COLLATE "C" NOT NULL CHECK (term_duration IN ('P1M', 'P1Y', 'P3Y')),
    billing_cycle text COLLATE "C" NOT NULL CHECK (billing_cycle IN ('monthly', 'annual', 'triennial', 'one_time', 'none')),
    scheduled_at timestamptz NOT NULL,
    FOREIGN KEY (partner_id, subscription_id) REFERENCES subscriptions (partner_id, id),
    FOREIGN KEY (partner_id, plan_id) REFERENCES plans (partner_id, id)
);
CREATE INDEX scheduled_changes_of_plan ON scheduled_changes (partner_id, plan_id);
