"""The doors to figures."""
