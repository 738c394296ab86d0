"""Visit forms in the database, and as messages."""
