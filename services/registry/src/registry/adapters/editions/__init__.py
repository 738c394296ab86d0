"""The history of organisations as rows, and what is read of it."""
