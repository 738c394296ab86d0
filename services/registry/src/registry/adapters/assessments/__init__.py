"""Assessments as rows, and what is read of them."""
