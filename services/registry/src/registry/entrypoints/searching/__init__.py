"""The doors to finding people."""
