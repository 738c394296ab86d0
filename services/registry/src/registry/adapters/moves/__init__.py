"""Moves as rows."""
