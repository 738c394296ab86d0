"""The doors to taking files out."""
