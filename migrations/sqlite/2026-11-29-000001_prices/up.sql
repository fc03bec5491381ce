-- The price list of a seller: what it sells (plans), and for how much (prices). Each seller keeps its own.
CREATE TABLE plans (
    id TEXT PRIMARY KEY,
    partner_id TEXT NOT NULL REFERENCES partners (id),
    product_id TEXT NOT NULL CHECK (product_id <> ''),
    sku_id TEXT NOT NULL CHECK (length(sku_id) >= 4 AND sku_id = upper(sku_id)),
    product_title TEXT NOT NULL,
    sku_title TEXT NOT NULL,
    -- The title, folded: what the list is sorted and searched by.
    title_key TEXT NOT NULL,
    publisher TEXT NOT NULL,
    description TEXT NOT NULL,
    unit_of_measure TEXT NOT NULL,
    -- Not known of a plan that stands in an offer matrix alone.
    segment TEXT CHECK (segment IN ('commercial', 'education', 'government', 'charity')),
    min_licenses INTEGER NOT NULL CHECK (min_licenses >= 1),
    -- Nothing is no limit.
    max_licenses INTEGER CHECK (max_licenses >= min_licenses),
    asset_ownership_limit INTEGER CHECK (asset_ownership_limit >= 1),
    asset_ownership_limit_type TEXT CHECK (asset_ownership_limit_type IN ('concurrent_count', 'lifetime_count')),
    -- The license that the plan gives; both empty where its licenses are not assigned to people.
    provisioning_id TEXT NOT NULL,
    provisioning_string TEXT NOT NULL,
    -- Whether an offer matrix has said so; the license of a plan without one has the plan's own name.
    has_matrix INTEGER NOT NULL CHECK (has_matrix IN (0, 1)),
    is_trial INTEGER NOT NULL CHECK (is_trial IN (0, 1)),
    end_of_sale_at TEXT,
    UNIQUE (partner_id, product_id, sku_id),
    UNIQUE (partner_id, id),
    CHECK ((asset_ownership_limit IS NULL) = (asset_ownership_limit_type IS NULL))
) STRICT;
CREATE INDEX plans_by_title ON plans (partner_id, title_key, id);
CREATE INDEX plans_by_publisher ON plans (partner_id, publisher, title_key, id);
CREATE INDEX plans_by_license ON plans (partner_id, provisioning_id) WHERE provisioning_id <> '';

CREATE TABLE plan_countries (
    plan_id TEXT NOT NULL REFERENCES plans (id),
    country TEXT NOT NULL CHECK (length(country) = 2 AND country = upper(country)),
    PRIMARY KEY (plan_id, country)
) STRICT, WITHOUT ROWID;

-- The plans of which a customer needs one (a plan that has such is an add-on), and those that a plan can be changed to. They are
-- named as the file names them: they need not stand in the list.
CREATE TABLE plan_links (
    plan_id TEXT NOT NULL REFERENCES plans (id),
    kind TEXT NOT NULL CHECK (kind IN ('prerequisite', 'conversion')),
    product_id TEXT NOT NULL,
    sku_id TEXT NOT NULL,
    PRIMARY KEY (plan_id, kind, product_id, sku_id)
) STRICT, WITHOUT ROWID;

-- Of one license for a whole term, in minor units of the currency. A row is never changed, except that one that has no end, or a
-- later one, gets an end.
CREATE TABLE prices (
    id TEXT PRIMARY KEY,
    partner_id TEXT NOT NULL,
    plan_id TEXT NOT NULL,
    term_duration TEXT NOT NULL CHECK (term_duration IN ('P1M', 'P1Y', 'P3Y')),
    billing_plan TEXT NOT NULL CHECK (billing_plan IN ('monthly', 'annual', 'triennial', 'one_time', 'none')),
    market TEXT NOT NULL CHECK (length(market) = 2 AND market = upper(market)),
    currency TEXT NOT NULL CHECK (length(currency) = 3 AND currency = upper(currency)),
    segment TEXT NOT NULL CHECK (segment IN ('commercial', 'education', 'government', 'charity')),
    -- What the seller itself pays; shown to nobody outside the seller.
    cost INTEGER NOT NULL CHECK (cost >= 0),
    -- What it charges its reseller; nothing where that sees the list price only.
    partner_price INTEGER CHECK (partner_price >= 0),
    list_price INTEGER CHECK (list_price >= 0),
    begins_at TEXT NOT NULL,
    ends_at TEXT,
    -- The upload that it came by.
    batch_id TEXT,
    FOREIGN KEY (partner_id, plan_id) REFERENCES plans (partner_id, id),
    CHECK (ends_at IS NULL OR ends_at >= begins_at)
) STRICT;
-- One that ended before it began says nothing, and another one may begin in its place.
CREATE UNIQUE INDEX prices_once ON prices
    (plan_id, market, currency, segment, term_duration, billing_plan, begins_at)
    WHERE ends_at IS NULL OR ends_at > begins_at;
CREATE INDEX prices_by_key ON prices
    (plan_id, market, currency, segment, term_duration, billing_plan, begins_at, id);
CREATE INDEX prices_by_time ON prices (plan_id, begins_at, id);
CREATE INDEX prices_by_place ON prices (partner_id, market, currency, segment, id);

-- Where its prices are for: what its list can be filtered by, and what a file that is the whole list is the whole of.
CREATE TABLE price_places (
    partner_id TEXT NOT NULL REFERENCES partners (id),
    market TEXT NOT NULL CHECK (length(market) = 2 AND market = upper(market)),
    currency TEXT NOT NULL CHECK (length(currency) = 3 AND currency = upper(currency)),
    segment TEXT NOT NULL CHECK (segment IN ('commercial', 'education', 'government', 'charity')),
    PRIMARY KEY (partner_id, market, currency, segment)
) STRICT, WITHOUT ROWID;

-- What a seller adds to its cost where a file has no column for the partner's price: of a publisher, or of a product.
CREATE TABLE markups (
    id TEXT PRIMARY KEY,
    partner_id TEXT NOT NULL REFERENCES partners (id),
    applies_to TEXT NOT NULL CHECK (applies_to IN ('publisher', 'product')),
    -- The publisher's name, folded, or the product's ID.
    key TEXT NOT NULL CHECK (key <> ''),
    label TEXT NOT NULL,
    -- Hundredths of a percent of the cost.
    hundredths INTEGER NOT NULL CHECK (hundredths BETWEEN 0 AND 100000),
    UNIQUE (partner_id, applies_to, key)
) STRICT;

-- Licenses that plans give, and the services in each.
CREATE TABLE license_skus (
    partner_id TEXT NOT NULL REFERENCES partners (id),
    provisioning_id TEXT NOT NULL CHECK (provisioning_id <> ''),
    string_id TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (partner_id, provisioning_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE license_services (
    partner_id TEXT NOT NULL,
    provisioning_id TEXT NOT NULL,
    service_plan_id TEXT NOT NULL CHECK (service_plan_id <> ''),
    service_plan_name TEXT NOT NULL,
    friendly_name TEXT NOT NULL,
    PRIMARY KEY (partner_id, provisioning_id, service_plan_id),
    FOREIGN KEY (partner_id, provisioning_id) REFERENCES license_skus (partner_id, provisioning_id)
) STRICT, WITHOUT ROWID;

-- How often a list was changed, and by which upload last: an upload is confirmed for the list that its preview was made of.
CREATE TABLE price_lists (
    partner_id TEXT PRIMARY KEY REFERENCES partners (id),
    version INTEGER NOT NULL CHECK (version >= 0),
    batch_id TEXT
) STRICT;
