DROP TABLE role_templates;
