"""Charges, as far as they are read."""
