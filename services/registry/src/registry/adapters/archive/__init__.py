"""The archive's tables, keys and readers."""
