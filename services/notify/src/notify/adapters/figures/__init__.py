"""Figures in the database: facts, sums over them, and how they are read."""
