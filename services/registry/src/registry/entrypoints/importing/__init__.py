"""The doors to bringing files in and taking them out."""
