-- What a person collects for one customer before ordering it. Nobody else sees it; it is forgotten seven days after the last
-- change. Its key becomes that of the order.
CREATE TABLE carts (
    id TEXT PRIMARY KEY,
    partner_id TEXT NOT NULL REFERENCES partners (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    customer_id TEXT NOT NULL REFERENCES customers (id),
    currency TEXT NOT NULL CHECK (length(currency) = 3 AND currency = upper(currency)),
    changed_at TEXT NOT NULL,
    UNIQUE (user_id, customer_id)
) STRICT;
CREATE INDEX carts_by_change ON carts (changed_at, id);
CREATE INDEX carts_of_customer ON carts (partner_id, customer_id);

CREATE TABLE cart_lines (
    id TEXT PRIMARY KEY,
    cart_id TEXT NOT NULL REFERENCES carts (id),
    plan_id TEXT NOT NULL REFERENCES plans (id),
    segment TEXT NOT NULL CHECK (segment IN ('commercial', 'education', 'government', 'charity')),
    term_duration TEXT NOT NULL CHECK (term_duration IN ('P1M', 'P1Y', 'P3Y')),
    billing_plan TEXT NOT NULL CHECK (billing_plan IN ('monthly', 'annual', 'triennial', 'one_time', 'none')),
    quantity INTEGER NOT NULL CHECK (quantity >= 1),
    UNIQUE (cart_id, plan_id, segment, term_duration, billing_plan)
) STRICT;

-- The number of the last order of each seller: the next one is given in the transaction of its order, so none is left out.
CREATE TABLE order_numbers (
    partner_id TEXT PRIMARY KEY REFERENCES partners (id),
    last INTEGER NOT NULL CHECK (last >= 100000)
) STRICT;

-- What a seller ordered for a customer. Neither an order nor a line of one is ever changed or taken away.
CREATE TABLE orders (
    id TEXT PRIMARY KEY,
    -- The seller.
    partner_id TEXT NOT NULL REFERENCES partners (id),
    number INTEGER NOT NULL CHECK (number > 100000),
    kind TEXT NOT NULL CHECK (kind IN ('new', 'seats', 'renewal', 'return')),
    customer_id TEXT NOT NULL REFERENCES customers (id),
    -- The company's name, and the domain, as they were then.
    customer_name TEXT NOT NULL,
    customer_domain TEXT NOT NULL,
    -- The reseller of record; nothing where the seller has stated that it sells directly.
    partner_id_on_record TEXT REFERENCES partners (id),
    -- Nobody where the program did it.
    asked_by TEXT REFERENCES users (id),
    confirmed_by TEXT REFERENCES users (id),
    ordered_at TEXT NOT NULL,
    currency TEXT NOT NULL CHECK (length(currency) = 3 AND currency = upper(currency)),
    -- The sums of its lines. Those of the partner and list prices are missing where a line has none.
    cost_amount INTEGER NOT NULL,
    partner_amount INTEGER,
    list_amount INTEGER,
    -- By which a second press is known, and what was pressed.
    key TEXT NOT NULL,
    content_hash TEXT NOT NULL CHECK (length(content_hash) = 64),
    UNIQUE (partner_id, number),
    UNIQUE (partner_id, key),
    UNIQUE (partner_id, customer_id, id),
    CHECK (partner_id_on_record <> partner_id),
    CHECK (kind = 'return' OR cost_amount >= 0),
    CHECK (kind <> 'return' OR cost_amount <= 0)
) STRICT;
CREATE INDEX orders_of_seller ON orders (partner_id, ordered_at, id);
CREATE INDEX orders_of_reseller ON orders (partner_id_on_record, ordered_at, id);
CREATE INDEX orders_of_reseller_by_number ON orders (partner_id_on_record, number);
CREATE INDEX orders_of_customer ON orders (customer_id, ordered_at, id);

-- What came of a line: licenses of a plan for a term, and what becomes of them.
CREATE TABLE subscriptions (
    id TEXT PRIMARY KEY,
    -- The seller.
    partner_id TEXT NOT NULL,
    customer_id TEXT NOT NULL,
    partner_id_on_record TEXT REFERENCES partners (id),
    order_id TEXT NOT NULL,
    plan_id TEXT NOT NULL,
    -- The plan as it was ordered: other sellers know it by these.
    product_id TEXT NOT NULL CHECK (product_id <> ''),
    sku_id TEXT NOT NULL CHECK (sku_id <> ''),
    offer_name TEXT NOT NULL,
    friendly_name TEXT NOT NULL,
    segment TEXT NOT NULL CHECK (segment IN ('commercial', 'education', 'government', 'charity')),
    quantity INTEGER NOT NULL CHECK (quantity >= 1),
    term_duration TEXT NOT NULL CHECK (term_duration IN ('P1M', 'P1Y', 'P3Y')),
    billing_cycle TEXT NOT NULL CHECK (billing_cycle IN ('monthly', 'annual', 'triennial', 'one_time', 'none')),
    state TEXT NOT NULL
        CHECK (state IN ('active', 'suspended', 'expired', 'disabled', 'cancelled', 'deleted')),
    auto_renew_enabled INTEGER NOT NULL CHECK (auto_renew_enabled IN (0, 1)),
    is_trial INTEGER NOT NULL CHECK (is_trial IN (0, 1)),
    -- The first day of the first term, from which all others are counted; which one runs, counted from 0; its first and its
    -- last day, which is still in it (midnight at the beginning of each).
    effective_start_date TEXT NOT NULL,
    term_number INTEGER NOT NULL CHECK (term_number >= 0),
    commitment_start_date TEXT NOT NULL,
    commitment_end_date TEXT NOT NULL,
    -- When it began or was last renewed, and until when that can be taken back.
    renewed_at TEXT NOT NULL,
    cancellation_allowed_until_date TEXT NOT NULL,
    -- Of one license for the whole of the running term, in minor units of the currency.
    market TEXT NOT NULL CHECK (length(market) = 2 AND market = upper(market)),
    currency TEXT NOT NULL CHECK (length(currency) = 3 AND currency = upper(currency)),
    cost INTEGER NOT NULL CHECK (cost >= 0),
    partner_price INTEGER CHECK (partner_price >= 0),
    list_price INTEGER CHECK (list_price >= 0),
    -- When its state changes by itself: when its term, its grace, or the days in which nothing is lost are over.
    next_at TEXT,
    -- When both partners are told next of what comes.
    next_warning_at TEXT,
    version INTEGER NOT NULL CHECK (version >= 1),
    UNIQUE (partner_id, id),
    FOREIGN KEY (partner_id, customer_id, order_id) REFERENCES orders (partner_id, customer_id, id),
    FOREIGN KEY (partner_id, plan_id) REFERENCES plans (partner_id, id),
    CHECK (partner_id_on_record <> partner_id),
    CHECK (commitment_start_date <= commitment_end_date AND effective_start_date <= commitment_start_date),
    CHECK (cancellation_allowed_until_date >= renewed_at),
    CHECK ((state IN ('cancelled', 'deleted')) = (next_at IS NULL))
) STRICT;
CREATE INDEX subscriptions_of_customer ON subscriptions (customer_id, commitment_end_date, id);
CREATE INDEX subscriptions_of_plan_at_customer ON subscriptions (customer_id, product_id, sku_id);
CREATE INDEX subscriptions_of_seller ON subscriptions (partner_id, commitment_end_date, id);
CREATE INDEX subscriptions_of_seller_by_state ON subscriptions (partner_id, state, commitment_end_date, id);
CREATE INDEX subscriptions_of_seller_by_plan ON subscriptions (partner_id, plan_id, commitment_end_date, id);
CREATE INDEX subscriptions_of_seller_by_reseller
    ON subscriptions (partner_id, partner_id_on_record, commitment_end_date, id);
CREATE INDEX subscriptions_of_reseller ON subscriptions (partner_id_on_record, commitment_end_date, id);
CREATE INDEX subscriptions_of_reseller_by_state
    ON subscriptions (partner_id_on_record, state, commitment_end_date, id);
-- Those that end next without being chosen by their state first.
CREATE INDEX subscriptions_that_renew ON subscriptions (partner_id, commitment_end_date, id)
    WHERE state = 'active' AND auto_renew_enabled;
CREATE INDEX subscriptions_of_reseller_that_renew ON subscriptions (partner_id_on_record, commitment_end_date, id)
    WHERE state = 'active' AND auto_renew_enabled;

-- What the time does next, of all partners; and what one of them has to expect.
CREATE INDEX subscriptions_by_next ON subscriptions (next_at, id) WHERE next_at IS NOT NULL;
CREATE INDEX subscriptions_to_be_warned_of ON subscriptions (next_warning_at, id) WHERE next_warning_at IS NOT NULL;
CREATE INDEX subscriptions_of_seller_by_next ON subscriptions (partner_id, next_at, id) WHERE next_at IS NOT NULL;
CREATE INDEX subscriptions_of_reseller_by_next ON subscriptions (partner_id_on_record, next_at, id)
    WHERE next_at IS NOT NULL;

-- How many subscriptions a partner has in each state that change at each instant: for the pictures and figures, which must not
-- count a million of them. Whoever changes a subscription adds rows that say how many more or fewer there are; a job folds
-- them into one row each. Rows are only ever added beside each other, so that two who change subscriptions of the same partner
-- never wait for each other. Triggers, so that no statement can forget it.
CREATE TABLE subscription_counts (
    id INTEGER PRIMARY KEY,
    partner_id TEXT NOT NULL REFERENCES partners (id),
    side TEXT NOT NULL CHECK (side IN ('seller', 'reseller')),
    state TEXT NOT NULL
        CHECK (state IN ('active', 'suspended', 'expired', 'disabled', 'cancelled', 'deleted')),
    auto_renew_enabled INTEGER NOT NULL CHECK (auto_renew_enabled IN (0, 1)),
    next_at TEXT,
    number INTEGER NOT NULL,
    is_new INTEGER NOT NULL CHECK (is_new IN (0, 1))
) STRICT;
CREATE INDEX subscription_counts_of_partner
    ON subscription_counts (partner_id, side, next_at, state, auto_renew_enabled, number);
CREATE INDEX subscription_counts_to_fold ON subscription_counts (id) WHERE is_new;

CREATE TRIGGER subscription_counts_insert AFTER INSERT ON subscriptions BEGIN
    INSERT INTO subscription_counts (partner_id, side, state, auto_renew_enabled, next_at, number, is_new)
    SELECT new.partner_id, 'seller', new.state, new.auto_renew_enabled, new.next_at, 1, 1
    UNION ALL
    SELECT new.partner_id_on_record, 'reseller', new.state, new.auto_renew_enabled, new.next_at, 1, 1
    WHERE new.partner_id_on_record IS NOT NULL;
END;
CREATE TRIGGER subscription_counts_update AFTER UPDATE OF state, auto_renew_enabled, next_at, partner_id_on_record ON subscriptions
WHEN (new.state, new.auto_renew_enabled, new.next_at, new.partner_id_on_record)
    IS NOT (old.state, old.auto_renew_enabled, old.next_at, old.partner_id_on_record) BEGIN
    INSERT INTO subscription_counts (partner_id, side, state, auto_renew_enabled, next_at, number, is_new)
    SELECT old.partner_id, 'seller', old.state, old.auto_renew_enabled, old.next_at, -1, 1
    UNION ALL
    SELECT old.partner_id_on_record, 'reseller', old.state, old.auto_renew_enabled, old.next_at, -1, 1
    WHERE old.partner_id_on_record IS NOT NULL;
    INSERT INTO subscription_counts (partner_id, side, state, auto_renew_enabled, next_at, number, is_new)
    SELECT new.partner_id, 'seller', new.state, new.auto_renew_enabled, new.next_at, 1, 1
    UNION ALL
    SELECT new.partner_id_on_record, 'reseller', new.state, new.auto_renew_enabled, new.next_at, 1, 1
    WHERE new.partner_id_on_record IS NOT NULL;
END;

-- For how many days the licenses of a seller's subscriptions work after their last term. None where it has not said so.
CREATE TABLE graces (
    partner_id TEXT PRIMARY KEY REFERENCES partners (id),
    days INTEGER NOT NULL CHECK (days BETWEEN 0 AND 30)
) STRICT;

-- The amounts of a line are those of its quantity for the days from begins_on to ends_on; those of a return are negative.
CREATE TABLE order_lines (
    id TEXT PRIMARY KEY,
    order_id TEXT NOT NULL REFERENCES orders (id),
    place INTEGER NOT NULL CHECK (place >= 1),
    partner_id TEXT NOT NULL,
    plan_id TEXT NOT NULL,
    -- As it was ordered.
    product_id TEXT NOT NULL CHECK (product_id <> ''),
    sku_id TEXT NOT NULL CHECK (sku_id <> ''),
    product_title TEXT NOT NULL,
    sku_title TEXT NOT NULL,
    segment TEXT NOT NULL CHECK (segment IN ('commercial', 'education', 'government', 'charity')),
    term_duration TEXT NOT NULL CHECK (term_duration IN ('P1M', 'P1Y', 'P3Y')),
    billing_plan TEXT NOT NULL CHECK (billing_plan IN ('monthly', 'annual', 'triennial', 'one_time', 'none')),
    quantity INTEGER NOT NULL CHECK (quantity <> 0),
    -- Of one license for a whole term.
    cost INTEGER NOT NULL CHECK (cost >= 0),
    partner_price INTEGER CHECK (partner_price >= 0),
    list_price INTEGER CHECK (list_price >= 0),
    cost_amount INTEGER NOT NULL,
    partner_amount INTEGER,
    list_amount INTEGER,
    begins_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    subscription_id TEXT NOT NULL,
    -- The line that this one gives back.
    returned_line_id TEXT REFERENCES order_lines (id),
    UNIQUE (order_id, place),
    FOREIGN KEY (partner_id, subscription_id) REFERENCES subscriptions (partner_id, id),
    CHECK (begins_on <= ends_on),
    CHECK ((returned_line_id IS NULL) = (quantity > 0)),
    CHECK ((partner_amount IS NULL) = (partner_price IS NULL)),
    CHECK ((list_amount IS NULL) = (list_price IS NULL)),
    CHECK (quantity > 0 OR (cost_amount <= 0 AND (partner_amount IS NULL OR partner_amount <= 0)
        AND (list_amount IS NULL OR list_amount <= 0))),
    CHECK (quantity < 0 OR (cost_amount >= 0 AND (partner_amount IS NULL OR partner_amount >= 0)
        AND (list_amount IS NULL OR list_amount >= 0)))
) STRICT;
CREATE INDEX order_lines_of_subscription ON order_lines (subscription_id, id);
CREATE INDEX order_lines_of_plan ON order_lines (plan_id, order_id);

CREATE TRIGGER orders_are_kept BEFORE UPDATE ON orders
BEGIN SELECT RAISE(ABORT, 'orders are never changed'); END;
CREATE TRIGGER orders_are_not_deleted BEFORE DELETE ON orders
BEGIN SELECT RAISE(ABORT, 'orders are never changed'); END;
CREATE TRIGGER order_lines_are_kept BEFORE UPDATE ON order_lines
BEGIN SELECT RAISE(ABORT, 'orders are never changed'); END;
CREATE TRIGGER order_lines_are_not_deleted BEFORE DELETE ON order_lines
BEGIN SELECT RAISE(ABORT, 'orders are never changed'); END;
