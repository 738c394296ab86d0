"""The pages of who administers: people, units, categories."""
