-- At which partner a profile was changed last; unknown where that was before.
ALTER TABLE customer_profiles ADD COLUMN changed_in uuid REFERENCES partners (id);
