DROP TRIGGER entry_counts_update ON customer_entries;
DROP TRIGGER entry_counts_delete ON customer_entries;
DROP TRIGGER entry_counts_insert ON customer_entries;
DROP FUNCTION count_entry_changed();
DROP FUNCTION count_entries_removed();
DROP FUNCTION count_entries_added();
DROP TABLE entry_counts;
