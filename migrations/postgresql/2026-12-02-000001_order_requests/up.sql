-- From whose list the lines of a cart are, where it is not one's own: that of the provider that is asked to order it.
ALTER TABLE carts ADD COLUMN provider_id uuid REFERENCES partners (id);
CREATE INDEX carts_of_provider ON carts (provider_id, partner_id) WHERE provider_id IS NOT NULL;

-- What an indirect reseller asks of its provider: to order a cart, or to change one subscription. What is asked is never
-- changed; what the provider makes of it stands beside it. No cost stands here: it is shown to nobody outside the provider.
CREATE TABLE order_requests (
    id uuid PRIMARY KEY,
    -- The reseller.
    partner_id uuid NOT NULL REFERENCES partners (id),
    provider_id uuid NOT NULL REFERENCES partners (id),
    customer_id uuid NOT NULL REFERENCES customers (id),
    -- The company's name as it was then, and by what it is searched for.
    customer_name text COLLATE "C" NOT NULL,
    customer_key text COLLATE "C" NOT NULL,
    act text COLLATE "C" NOT NULL
        CHECK (act IN ('new', 'more_seats', 'fewer_seats', 'suspend', 'resume', 'cancel', 'reactivate')),
    -- What is asked, in a few words.
    title text COLLATE "C" NOT NULL CHECK (title <> ''),
    state text COLLATE "C" NOT NULL CHECK (state IN ('open', 'approved', 'declined', 'withdrawn')),
    message text COLLATE "C" NOT NULL,
    asked_by uuid NOT NULL REFERENCES users (id),
    asked_at timestamptz NOT NULL,
    -- Until when it can be answered, and when both sides are told that this comes near.
    expires_at timestamptz NOT NULL,
    next_warning_at timestamptz,
    -- For a change of one: which, how many licenses it had, shall have, and has been given.
    subscription_id uuid,
    from_quantity integer CHECK (from_quantity >= 1),
    to_quantity integer CHECK (to_quantity >= 1),
    approved_quantity integer CHECK (approved_quantity >= 1),
    -- What all of it came to when it was asked, in minor units of the currency: the prices for resellers alone.
    currency text COLLATE "C" NOT NULL CHECK (length(currency) = 3 AND currency = upper(currency)),
    partner_amount bigint,
    list_amount bigint,
    -- By which a second press is known, and what was pressed.
    key uuid NOT NULL,
    content_hash text COLLATE "C" NOT NULL CHECK (length(content_hash) = 64),
    -- Nobody, where the time or the end of something withdrew it.
    answered_by uuid REFERENCES users (id),
    answered_at timestamptz,
    reason text COLLATE "C" NOT NULL,
    withdrawn_because text COLLATE "C" CHECK (withdrawn_because IN ('asked', 'time', 'relationship', 'partnership')),
    -- The order that it made.
    order_id uuid UNIQUE,
    UNIQUE (partner_id, key),
    UNIQUE (provider_id, id),
    FOREIGN KEY (provider_id, subscription_id) REFERENCES subscriptions (partner_id, id),
    FOREIGN KEY (provider_id, customer_id, order_id) REFERENCES orders (partner_id, customer_id, id),
    CHECK (partner_id <> provider_id),
    CHECK (expires_at > asked_at AND (next_warning_at IS NULL OR next_warning_at < expires_at)),
    CHECK ((act = 'new') = (subscription_id IS NULL)),
    CHECK ((act IN ('more_seats', 'fewer_seats')) = (to_quantity IS NOT NULL)),
    CHECK ((to_quantity IS NULL) = (from_quantity IS NULL)),
    CHECK (act <> 'more_seats' OR to_quantity > from_quantity),
    CHECK (act <> 'fewer_seats' OR to_quantity < from_quantity),
    CHECK (approved_quantity IS NULL OR (state = 'approved' AND to_quantity IS NOT NULL)),
    CHECK ((state = 'open') = (answered_at IS NULL)),
    CHECK (state = 'open' OR next_warning_at IS NULL),
    CHECK ((state = 'withdrawn') = (withdrawn_because IS NOT NULL)),
    CHECK (state IN ('open', 'withdrawn') OR answered_by IS NOT NULL),
    CHECK (order_id IS NULL OR state = 'approved'),
    CHECK (state <> 'approved' OR act IN ('suspend', 'resume') OR order_id IS NOT NULL),
    CHECK (state <> 'declined' OR reason <> '')
);
-- Of one subscription one thing is asked at a time.
CREATE UNIQUE INDEX order_requests_open_of_subscription ON order_requests (subscription_id, partner_id) WHERE state = 'open';
CREATE INDEX order_requests_of_reseller ON order_requests (partner_id, asked_at, id);
CREATE INDEX order_requests_of_reseller_by_state ON order_requests (partner_id, state, asked_at, id);
CREATE INDEX order_requests_of_provider ON order_requests (provider_id, asked_at, id);
CREATE INDEX order_requests_of_provider_by_state ON order_requests (provider_id, state, asked_at, id);
CREATE INDEX order_requests_open_of_customer ON order_requests (customer_id) WHERE state = 'open';
CREATE INDEX order_requests_by_end ON order_requests (expires_at, id) WHERE state = 'open';
CREATE INDEX order_requests_to_be_warned_of ON order_requests (next_warning_at, id) WHERE next_warning_at IS NOT NULL;

-- The lines of a cart that is asked for, with the prices that were shown then.
CREATE TABLE order_request_lines (
    id uuid PRIMARY KEY,
    request_id uuid NOT NULL,
    place integer NOT NULL CHECK (place >= 1),
    provider_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    product_id text COLLATE "C" NOT NULL CHECK (product_id <> ''),
    sku_id text COLLATE "C" NOT NULL CHECK (sku_id <> ''),
    sku_title text COLLATE "C" NOT NULL,
    segment text COLLATE "C" NOT NULL CHECK (segment IN ('commercial', 'education', 'government', 'charity')),
    term_duration text COLLATE "C" NOT NULL CHECK (term_duration IN ('P1M', 'P1Y', 'P3Y')),
    billing_plan text COLLATE "C" NOT NULL CHECK (billing_plan IN ('monthly', 'annual', 'triennial', 'one_time', 'none')),
    quantity integer NOT NULL CHECK (quantity >= 1),
    -- What the provider made of it; 0 where it left the line out. Nothing as long as it has not approved.
    approved_quantity integer CHECK (approved_quantity >= 0),
    -- Of one license for a whole term, and of all of them.
    partner_price bigint CHECK (partner_price >= 0),
    list_price bigint CHECK (list_price >= 0),
    partner_amount bigint CHECK (partner_amount >= 0),
    list_amount bigint CHECK (list_amount >= 0),
    UNIQUE (request_id, place),
    UNIQUE (request_id, plan_id, segment, term_duration, billing_plan),
    FOREIGN KEY (provider_id, request_id) REFERENCES order_requests (provider_id, id),
    FOREIGN KEY (provider_id, plan_id) REFERENCES plans (partner_id, id),
    CHECK ((partner_price IS NULL) = (partner_amount IS NULL)),
    CHECK ((list_price IS NULL) = (list_amount IS NULL))
);
CREATE INDEX order_request_lines_of_plan ON order_request_lines (provider_id, plan_id);

-- What was asked, of whom and for whom is never changed; what has been answered neither.
CREATE FUNCTION refuse_change_of_request() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was asked is never changed';
END $$;
CREATE TRIGGER order_requests_are_kept BEFORE UPDATE ON order_requests FOR EACH ROW
    WHEN (old.state <> 'open'
        OR (new.partner_id, new.provider_id, new.customer_id, new.act, new.title, new.message, new.asked_by, new.asked_at,
            new.expires_at, new.subscription_id, new.from_quantity, new.to_quantity, new.currency, new.partner_amount,
            new.list_amount, new.key, new.content_hash)
        IS DISTINCT FROM (old.partner_id, old.provider_id, old.customer_id, old.act, old.title, old.message, old.asked_by,
            old.asked_at, old.expires_at, old.subscription_id, old.from_quantity, old.to_quantity, old.currency,
            old.partner_amount, old.list_amount, old.key, old.content_hash))
    EXECUTE FUNCTION refuse_change_of_request();
CREATE TRIGGER order_requests_are_not_deleted BEFORE DELETE ON order_requests
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_request();
CREATE TRIGGER order_request_lines_are_kept BEFORE UPDATE ON order_request_lines FOR EACH ROW
    WHEN (old.approved_quantity IS NOT NULL OR new.quantity <> old.quantity OR new.plan_id <> old.plan_id)
    EXECUTE FUNCTION refuse_change_of_request();
CREATE TRIGGER order_request_lines_are_not_deleted BEFORE DELETE ON order_request_lines
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_request();
