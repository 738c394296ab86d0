"""Ledgers as rows, what is counted of them, and the one view for the public."""
