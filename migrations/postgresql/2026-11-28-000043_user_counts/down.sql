DROP TRIGGER directory_counts_delete ON directory_users;
DROP TRIGGER directory_counts_update ON directory_users;
DROP TRIGGER directory_counts_insert ON directory_users;
DROP FUNCTION count_user_changed();
DROP FUNCTION count_users_removed();
DROP FUNCTION count_users_added();
DROP TABLE directory_counts;
