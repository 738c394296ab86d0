"""Ends of lives as rows."""
