DROP TABLE customer_domains;
