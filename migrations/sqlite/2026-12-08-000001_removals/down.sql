DROP TABLE removal_report_lines;
DROP TABLE removal_reports;
DROP INDEX customer_entries_left_name;
DROP INDEX customer_entries_left;
ALTER TABLE customer_entries DROP COLUMN left_at;
