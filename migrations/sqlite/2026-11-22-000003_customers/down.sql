DROP TABLE customer_search;
DROP TABLE customer_entries;
DROP TABLE customers;
