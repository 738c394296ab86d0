"""Figures: what counts, in which period, and which share of what."""
