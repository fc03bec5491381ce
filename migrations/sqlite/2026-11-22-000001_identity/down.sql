DROP TABLE attempts;
DROP TABLE password_links;
DROP TABLE user_sessions;
DROP TABLE users;
DROP TABLE partners;
