"""Files of rows as they leave: read page by page, written row by row."""
