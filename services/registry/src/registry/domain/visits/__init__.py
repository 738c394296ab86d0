"""Visits (走访): who went to see whom, when, and what came of it."""
