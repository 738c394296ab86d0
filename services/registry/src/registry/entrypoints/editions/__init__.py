"""The doors to the history of organisations."""
