"""Routing's side of the database and of the published language."""
