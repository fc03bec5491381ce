DROP TABLE code_requests;
DROP TABLE invitation_parties;
DROP TABLE invitations;
DROP TABLE terms;
