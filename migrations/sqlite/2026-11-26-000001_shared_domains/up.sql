-- One partner may ask several companies whose addresses are in one domain, such as that of a free-mail service: their
-- names tell them apart. That a domain of one company's own has one prospect is seen to by those who make prospects,
-- each of whom holds the partner's row meanwhile.
DROP INDEX customer_entries_prospect_once;
CREATE UNIQUE INDEX customer_entries_prospect_once ON customer_entries (partner_id, domain, name_key) WHERE customer_id IS NULL;
