"""The doors to the premises."""
