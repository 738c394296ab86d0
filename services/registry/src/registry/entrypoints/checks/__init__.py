"""The doors of spot checks."""
