DROP TABLE order_request_lines;
DROP TABLE order_requests;
DROP FUNCTION refuse_change_of_request;
DROP INDEX carts_of_provider;
ALTER TABLE carts DROP COLUMN provider_id;
