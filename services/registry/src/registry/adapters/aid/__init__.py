"""Help in the database: collections, questions, and what a policy file says."""
