"""Planned visits in the database."""
