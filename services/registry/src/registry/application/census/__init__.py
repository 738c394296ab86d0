"""A whole place said at once."""
