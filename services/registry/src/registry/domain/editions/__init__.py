"""Organisations as they were and are: editions by day, and who continues whom."""
