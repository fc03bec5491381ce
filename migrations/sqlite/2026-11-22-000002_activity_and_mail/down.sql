DROP TABLE mails;
DROP TABLE activity;
