"""Figures as sums of rows."""
