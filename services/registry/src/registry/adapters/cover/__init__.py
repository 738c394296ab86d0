"""Grids and what they claim as rows, and what is read of it."""
