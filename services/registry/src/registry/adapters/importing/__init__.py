"""Files of rows: read, kept while they are worked on, written."""
