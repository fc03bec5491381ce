DROP TABLE responsible_people;
DROP TABLE notes;
DROP TRIGGER entry_tags_follow;
DROP TABLE entry_tags;
DROP TABLE tags;
