"""Obligations: rules as they are read, what they count as rows."""
