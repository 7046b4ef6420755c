"""What the tables of survey.toml become: records with their names, and what they take from each other."""
