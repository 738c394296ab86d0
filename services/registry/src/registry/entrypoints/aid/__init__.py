"""The doors to help that is owed."""
