"""The doors to charges and their hand-over."""
