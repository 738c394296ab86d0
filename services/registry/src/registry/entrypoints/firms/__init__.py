"""The doors to firms."""
