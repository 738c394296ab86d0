"""A grid's three pages, read from the rooms that hold them."""
