DROP TABLE order_request_lines;
DROP TABLE order_requests;
DROP INDEX carts_of_provider;
ALTER TABLE carts DROP COLUMN provider_id;
