"""Assessments (考核): a form of items, scored by those set over somebody (B-19)."""
