"""One section of many files, read at once."""
