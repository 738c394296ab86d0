"""Pictures as rows; their files are kept elsewhere."""
