DROP TABLE bill_to;
