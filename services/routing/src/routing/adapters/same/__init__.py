"""Fingerprints as rows, letters and readings."""
