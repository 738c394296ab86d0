"""Planned visits over HTTP."""
