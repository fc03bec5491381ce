-- Which secrets letters hold is named by the program: a new one needs no change here.
ALTER TABLE mails DROP CONSTRAINT mails_secret_kind_check;
