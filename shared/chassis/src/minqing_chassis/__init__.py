"""Frameworks at the edge: HTTP, messaging, database, observability."""
