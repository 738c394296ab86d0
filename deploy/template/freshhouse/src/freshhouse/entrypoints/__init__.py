"""The doors of freshhouse: they decode, hand over, return."""
