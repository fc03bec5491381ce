DROP TABLE joint_entries;
DROP TABLE partnerships;
