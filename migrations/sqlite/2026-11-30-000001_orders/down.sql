DROP TABLE graces;
DROP TABLE subscription_counts;
DROP TABLE order_lines;
DROP TABLE subscriptions;
DROP TABLE orders;
DROP TABLE order_numbers;
DROP TABLE cart_lines;
DROP TABLE carts;
