"""The doors to moves."""
