-- The price list of a seller: what it sells (plans), and for how much (prices). Each seller keeps its own.
CREATE TABLE plans (
    id uuid PRIMARY KEY,
    partner_id uuid NOT NULL REFERENCES partners (id),
    product_id text COLLATE "C" NOT NULL CHECK (product_id <> ''),
    sku_id text COLLATE "C" NOT NULL CHECK (length(sku_id) >= 4 AND sku_id = upper(sku_id)),
    product_title text NOT NULL,
    sku_title text NOT NULL,
    -- The title, folded: what the list is sorted and searched by.
    title_key text COLLATE "C" NOT NULL,
    publisher text COLLATE "C" NOT NULL,
    description text NOT NULL,
    unit_of_measure text NOT NULL,
    -- Not known of a plan that stands in an offer matrix alone.
    segment text CHECK (segment IN ('commercial', 'education', 'government', 'charity')),
    min_licenses integer NOT NULL CHECK (min_licenses >= 1),
    -- Nothing is no limit.
    max_licenses integer CHECK (max_licenses >= min_licenses),
    asset_ownership_limit integer CHECK (asset_ownership_limit >= 1),
    asset_ownership_limit_type text CHECK (asset_ownership_limit_type IN ('concurrent_count', 'lifetime_count')),
    -- The license that the plan gives; both empty where its licenses are not assigned to people.
    provisioning_id text COLLATE "C" NOT NULL,
    provisioning_string text NOT NULL,
    -- Whether an offer matrix has said so; the license of a plan without one has the plan's own name.
    has_matrix boolean NOT NULL,
    is_trial boolean NOT NULL,
    end_of_sale_at timestamptz,
    UNIQUE (partner_id, product_id, sku_id),
    UNIQUE (partner_id, id),
    CHECK ((asset_ownership_limit IS NULL) = (asset_ownership_limit_type IS NULL))
);
CREATE INDEX plans_by_title ON plans (partner_id, title_key, id);
CREATE INDEX plans_by_publisher ON plans (partner_id, publisher, title_key, id);
CREATE INDEX plans_by_license ON plans (partner_id, provisioning_id) WHERE provisioning_id <> '';

CREATE TABLE plan_countries (
    plan_id uuid NOT NULL REFERENCES plans (id),
    country text COLLATE "C" NOT NULL CHECK (length(country) = 2 AND country = upper(country)),
    PRIMARY KEY (plan_id, country)
);

-- The plans of which a customer needs one (a plan that has such is an add-on), and those that a plan can be changed to. They are
-- named as the file names them: they need not stand in the list.
CREATE TABLE plan_links (
    plan_id uuid NOT NULL REFERENCES plans (id),
    kind text NOT NULL CHECK (kind IN ('prerequisite', 'conversion')),
    product_id text COLLATE "C" NOT NULL,
    sku_id text COLLATE "C" NOT NULL,
    PRIMARY KEY (plan_id, kind, product_id, sku_id)
);

-- Of one license for a whole term, in minor units of the currency. A row is never changed, except that one that has no end, or a
-- later one, gets an end.
CREATE TABLE prices (
    id uuid PRIMARY KEY,
    partner_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    term_duration text NOT NULL CHECK (term_duration IN ('P1M', 'P1Y', 'P3Y')),
    billing_plan text NOT NULL CHECK (billing_plan IN ('monthly', 'annual', 'triennial', 'one_time', 'none')),
    market text COLLATE "C" NOT NULL CHECK (length(market) = 2 AND market = upper(market)),
    currency text COLLATE "C" NOT NULL CHECK (length(currency) = 3 AND currency = upper(currency)),
    segment text COLLATE "C" NOT NULL CHECK (segment IN ('commercial', 'education', 'government', 'charity')),
    -- What the seller itself pays; shown to nobody outside the seller.
    cost bigint NOT NULL CHECK (cost >= 0),
    -- What it charges its reseller; nothing where that sees the list price only.
    partner_price bigint CHECK (partner_price >= 0),
    list_price bigint CHECK (list_price >= 0),
    begins_at timestamptz NOT NULL,
    ends_at timestamptz,
    -- The upload that it came by.
    batch_id uuid,
    FOREIGN KEY (partner_id, plan_id) REFERENCES plans (partner_id, id),
    CHECK (ends_at IS NULL OR ends_at >= begins_at)
);
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
    partner_id uuid NOT NULL REFERENCES partners (id),
    market text COLLATE "C" NOT NULL CHECK (length(market) = 2 AND market = upper(market)),
    currency text COLLATE "C" NOT NULL CHECK (length(currency) = 3 AND currency = upper(currency)),
    segment text COLLATE "C" NOT NULL CHECK (segment IN ('commercial', 'education', 'government', 'charity')),
    PRIMARY KEY (partner_id, market, currency, segment)
);

-- What a seller adds to its cost where a file has no column for the partner's price: of a publisher, or of a product.
CREATE TABLE markups (
    id uuid PRIMARY KEY,
    partner_id uuid NOT NULL REFERENCES partners (id),
    applies_to text NOT NULL CHECK (applies_to IN ('publisher', 'product')),
    -- The publisher's name, folded, or the product's ID.
    key text COLLATE "C" NOT NULL CHECK (key <> ''),
    label text NOT NULL,
    -- Hundredths of a percent of the cost.
    hundredths integer NOT NULL CHECK (hundredths BETWEEN 0 AND 100000),
    UNIQUE (partner_id, applies_to, key)
);

-- Licenses that plans give, and the services in each.
CREATE TABLE license_skus (
    partner_id uuid NOT NULL REFERENCES partners (id),
    provisioning_id text COLLATE "C" NOT NULL CHECK (provisioning_id <> ''),
    string_id text NOT NULL,
    name text NOT NULL,
    PRIMARY KEY (partner_id, provisioning_id)
);
CREATE TABLE license_services (
    partner_id uuid NOT NULL,
    provisioning_id text COLLATE "C" NOT NULL,
    service_plan_id text COLLATE "C" NOT NULL CHECK (service_plan_id <> ''),
    service_plan_name text NOT NULL,
    friendly_name text NOT NULL,
    PRIMARY KEY (partner_id, provisioning_id, service_plan_id),
    FOREIGN KEY (partner_id, provisioning_id) REFERENCES license_skus (partner_id, provisioning_id)
);

-- How often a list was changed, and by which upload last: an upload is confirmed for the list that its preview was made of.
CREATE TABLE price_lists (
    partner_id uuid PRIMARY KEY REFERENCES partners (id),
    version integer NOT NULL CHECK (version >= 0),
    batch_id uuid
);
