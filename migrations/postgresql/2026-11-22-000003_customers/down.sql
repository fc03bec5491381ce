DROP TABLE customer_entries;
DROP TABLE customers;
