DROP TABLE directory_password_links;
DROP TABLE directory_user_words;
DROP TABLE directory_user_roles;
DROP TABLE directory_users;
