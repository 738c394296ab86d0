"""The doors to plans."""
