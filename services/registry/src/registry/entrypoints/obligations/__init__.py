"""The doors to obligations."""
