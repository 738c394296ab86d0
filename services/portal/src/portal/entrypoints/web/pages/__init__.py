"""A module for each group of pages; each is a few rows of one table and their views."""
