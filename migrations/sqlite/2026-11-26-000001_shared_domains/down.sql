-- Fails while a partner has two prospects of one domain: the older program knows no such thing.
DROP INDEX customer_entries_prospect_once;
CREATE UNIQUE INDEX customer_entries_prospect_once ON customer_entries (partner_id, domain) WHERE customer_id IS NULL;
