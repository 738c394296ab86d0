"""Files of rows that are brought in: templates, cells, batches."""
