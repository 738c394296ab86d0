"""The doors to visits."""
