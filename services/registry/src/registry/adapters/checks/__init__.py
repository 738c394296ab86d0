"""Spot checks as rows, and what is read of them."""
